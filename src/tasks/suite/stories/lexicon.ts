/** The words of the stories, by class. Earlier words of a class are drawn more often than later ones. */

const words = (list: string): readonly string[] => list.trim().split(/\s+/);
/** Entries of more than one word. */
const phrases = (list: string): readonly string[] => list.split(",").map((entry) => entry.trim());

/** No name begins another, so that a name is known by its last letter. */
export const GIRLS = words(
  "Mia Anna Lucy Ella Ruby Nora Sara Jane Kate Emma Zoe Rosa Ida Daisy Hazel Molly Clara Tessa Wendy Bella Fiona Grace Holly Olive",
);
export const BOYS = words(
  "Tom Ben Max Sam Leo Jack Finn Noah Paul Adam Hugo Otto Peter Oscar David Felix Simon Henry Jonas Colin Victor Walter Martin Robin",
);

/** Classes of words and phrases that the grammar's rules may name. */
export const LEXICON: Readonly<Record<string, readonly string[]>> = {
  toy: words(
    "ball kite drum boat doll hat bell book lamp wagon whistle basket ladder puppet trumpet balloon blanket bicycle umbrella lantern necklace notebook compass hammer guitar marble puzzle bucket button camera candle feather helmet hoop key mirror pencil pillow ribbon rope saddle scarf shovel spade spoon stamp sword telescope ticket top tractor train truck violin wheel map cup chessboard paintbrush",
  ),
  animal: words(
    "dog cat bird fox rabbit mouse horse duck frog bear goose squirrel hedgehog butterfly monkey donkey kitten puppy turtle beaver badger beetle camel chicken cow crab cricket crow deer dolphin dragonfly eagle elephant falcon firefly fish giraffe goat hamster hare hen kangaroo ladybird lamb lion lizard magpie mole moth otter owl panda parrot peacock pelican penguin pig pony raccoon robin rooster sheep snail sparrow spider starling swallow swan tiger toad walrus wasp whale wolf woodpecker zebra",
  ),
  place: words(
    "garden park forest house kitchen school river meadow village barn beach market library bakery castle valley orchard harbour tunnel cellar attic station playground workshop mountain island theatre museum square cave chapel courtyard farm field greenhouse hall hill lighthouse mill palace pond tower vineyard windmill",
  ),
  food: words(
    "cake bun apple pear tart fig roll plum cherry biscuit pancake pudding pie salad sandwich dumpling potato tomato carrot melon peach pumpkin mushroom berry lemon nut omelette onion radish raisin waffle muffin chestnut cucumber",
  ),
  clothes: words(
    "coat boots shoes jacket gloves mittens sweater jumper slippers trousers apron cloak pyjamas raincoat sandals stockings",
  ),
  thing: words(
    "tree gate wall bench door stone bush window bridge fence table chair flower fountain hedge ladder lamp pillar rock roof stable statue stump barrel bed box cart chimney cupboard haystack mailbox puddle shed signpost sofa stove well wheelbarrow",
  ),
  color: words(
    "red blue green yellow white black brown golden orange purple silver pink grey scarlet turquoise violet",
  ),
  size: words(
    "big small little old new tiny heavy round huge shiny wooden broken beautiful dusty enormous funny lovely narrow ordinary precious smooth soft strange striped",
  ),
  mood: words(
    "happy sad tired hungry glad angry quiet busy afraid proud cold wet lost asleep awake cheerful curious excited friendly gentle grumpy jealous lonely nervous noisy patient playful puzzled restless sleepy thirsty worried",
  ),
  weather: words("sunny windy rainy cloudy warm cold foggy snowy frosty stormy misty chilly"),
  day: words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
  season: words("spring summer autumn winter"),
  relative: words("mother father sister brother grandmother grandfather aunt uncle cousin neighbour teacher"),
  job: words(
    "baker farmer sailor doctor painter gardener fisherman shepherd miller carpenter tailor postman",
  ),
  walked: words(
    "walked ran went hurried raced strolled marched climbed skipped crept rode wandered galloped tiptoed stumbled",
  ),
  softly: words(
    "slowly quickly quietly softly loudly gladly kindly bravely calmly carefully eagerly gently happily politely proudly suddenly",
  ),
  said: words("said said said cried whispered called shouted laughed sighed answered"),
  soon: phrases("soon, then, at last, after a while, in the end, that evening, before long, a little later"),
  by: words("by near under behind beside below"),
  number: words("two three four five six seven eight nine ten"),
  weekday: phrases("one day, one morning, one evening, early one day, late one night, on a quiet day"),
};

const IRREGULAR: Readonly<Record<string, string>> = {
  mouse: "mice",
  goose: "geese",
  sheep: "sheep",
  fish: "fish",
  deer: "deer",
  wolf: "wolves",
};

/** The plural of an English noun of the lexicon. */
export function plural(noun: string): string {
  if (IRREGULAR[noun]) return IRREGULAR[noun];
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|ch|sh|ato)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
