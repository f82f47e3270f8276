import { useMemo } from "preact/hooks";
import { type MatrixProduct, matrixProducts } from "../../model/products.ts";
import { laterStrings } from "../../strings/later.ts";
import { count, flops, percentOf } from "../format.ts";
import { Prose } from "../glossary/Term.tsx";
import { rampStyle } from "../ramp.ts";
import type { SweepSummary } from "../types.ts";
import { Part } from "./Part.tsx";

interface Props {
  readonly summary: SweepSummary;
  readonly width: number;
}

/** What a width costs: its matrix products, and how they grow along the ladder. */
export function ScalingPart({ summary, width }: Props) {
  const words = laterStrings().how;
  const products = useMemo(() => productsOf(summary, width), [summary, width]);
  const total = products.reduce((sum, { flopsPerToken }) => sum + flopsPerToken, 0);
  return (
    <Part name="scaling" title={words.scalingTitle}>
      <p>
        <Prose text={words.scaling(width, summary.context)} terms={["width"]} />
      </p>
      <table class="how-table products">
        <thead>
          <tr>
            {[words.matrixProduct, words.shapes, words.times, words.perToken, words.share].map((title, i) => (
              <th key={title} scope="col" class={i === 0 ? "first" : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {products.map((product) => (
            <Row key={product.name} product={product} total={total} />
          ))}
        </tbody>
      </table>
      <p>
        <Prose text={words.growth} terms={["step"]} />
      </p>
      <Growth summary={summary} width={width} />
      <p>{words.scalingEnd}</p>
    </Part>
  );
}

function productsOf({ recipe, cohorts, context, vocabulary }: SweepSummary, width: number): MatrixProduct[] {
  const nHeads = cohorts.find((cohort) => cohort.width === width)?.heads ?? 1;
  const { layers: nLayers } = recipe;
  return matrixProducts({ dModel: width, nHeads, nLayers, context, vocabulary: vocabulary.length });
}

function Row({ product, total }: { readonly product: MatrixProduct; readonly total: number }) {
  const { name, rows, inner, columns, times, flopsPerToken } = product;
  return (
    <tr>
      <th scope="row">{laterStrings().how.productNames[name]}</th>
      <td>
        {rows}×{inner} · {inner}×{columns}
      </td>
      <td>{times}</td>
      <td data-flops={flopsPerToken}>{count(flopsPerToken)}</td>
      <td>{percentOf(flopsPerToken / total)}</td>
    </tr>
  );
}

/** Parameters and training FLOPs of every width, each against the narrower one before it. */
function Growth({ summary, width }: Props) {
  const words = laterStrings().how;
  const { cohorts } = summary;
  const factor = (i: number) => {
    const [before, here] = [cohorts[i - 1], cohorts[i]];
    return before && here ? words.growthFactor((here.flopsPerToken / before.flopsPerToken).toFixed(1)) : "";
  };
  return (
    <table class="how-table growth">
      <thead>
        <tr>
          <th scope="col" class="first">
            {words.model}
          </th>
          <th scope="col">{words.parameters}</th>
          <th scope="col">{words.trainingFlops}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {cohorts.map((cohort, i) => (
          <tr key={cohort.width} class={cohort.width === width ? "chosen" : undefined}>
            <th scope="row" class="ramp" style={rampStyle(i, cohorts.length)}>
              <i class="swatch" />
              {cohort.width}
            </th>
            <td>{count(cohort.parameters)}</td>
            <td>{flops(cohort.flopsPerToken)}</td>
            <td>{factor(i)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
