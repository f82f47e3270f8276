/**
 * A drawing as a picture.
 *
 * @param svg the text of a drawing that needs nothing beside itself, with its width and height in pixels
 * @param scale pixels of the picture for each of the drawing's
 */
export async function pngOf(svg: string, scale: number): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return await painted(image, scale);
  } finally {
    URL.revokeObjectURL(url);
  }
}

function painted(image: HTMLImageElement, scale: number): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * scale;
  canvas.height = image.naturalHeight * scale;
  const context = canvas.getContext("2d");
  context?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => {
      if (blob && context) resolve(blob);
      else
        reject(new Error(`pngOf: expected a picture of ${canvas.width} × ${canvas.height} pixels; got none`));
    }, "image/png"),
  );
}
