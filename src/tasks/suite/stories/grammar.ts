/**
 * The stories' grammar. `{name}` stands for a member of the cast, a class of words or another rule;
 * `[n|Tom]` marks a place where an ability can be tested: a name (n), the number of a verb (v), a pronoun (p),
 * or what follows the end of a sentence inside or outside quotes (q).
 *
 * A marked place is decided by its own beat alone, up to the words before it: the grammar writes nothing
 * else there that would be right as well.
 */

/** The stories' courses: rules, each a beat that becomes one or two sentences. */
export const PLOTS: readonly (readonly string[])[] = [
  ["opening", "owns", "aside", "loses", "aside", "searches", "speech", "finds", "ending"],
  ["opening", "makes", "aside", "gives", "speech", "aside", "plays", "ending"],
  ["opening", "cooks", "aside", "eats", "speech", "aside", "ending"],
  ["opening", "hears", "speech", "aside", "helps", "aside", "thanks", "ending"],
  ["opening", "dares", "aside", "races", "aside", "wins", "speech", "ending"],
  ["opening", "hides", "aside", "seeks", "speech", "aside", "ending"],
  ["opening", "plays", "rains", "aside", "shelters", "speech", "aside", "ending"],
  ["owners", "aside", "quarrels", "speech", "aside", "gives", "ending"],
  ["opening", "plants", "aside", "waits", "speech", "aside", "grows", "ending"],
  ["opening", "night", "aside", "fears", "speech", "aside", "dares", "ending"],
];

export const RULES: Readonly<Record<string, readonly string[]>> = {
  opening: [
    "Once there was a {child} called {A}. {He} lived near the {place}.",
    "{A} and {B} were friends. They lived near the {place}.",
    "On {day} {A} {walked} to the {place}.",
    "It was a {weather} day in {season}. {A} was in the {place}.",
    "{Weekday} {A} {walked} to the {place} with {B}.",
    "{A} met {B} in the {place}.",
  ],
  owns: [
    "{A} had a {color} {toy}.[q| ]{He} liked it very much.",
    "{His} {relative} gave {him} a {size} {toy}.",
    "{He} had a {size} {toy}, and it was {color}.",
  ],
  loses: [
    "But {soon} the {toy} was gone! Where was it?",
    "But the wind took the {toy} away.",
    "A {animal} took the {toy} and ran off.",
    "{Soon} {he} could not find the {toy}.[q| ]{He} was {mood}.",
  ],
  searches: [
    "{A} looked {by} the {thing}, but it was not there.",
    "{B} came and helped. They looked {by} the {thing}.",
    "{He} asked a {job}, and {he} asked a {animal}.",
    "{A} was lost. {B} looked and looked for [n|{A}].",
  ],
  finds: [
    "{Soon} {B} found the {toy} {by} the {thing}.",
    "The {toy} was {by} the {thing}![q| ]{A} was {mood} no more.",
    "A {animal} had it! {A} gave the {animal} a {food} for it.",
  ],
  makes: [
    "{A} made a {color} {toy} all by h[p|{im}]self.",
    "{A} wanted to make a {toy} for {B}.[q| ]It took all day.",
    "{B} was {mood}, so {A} made a {size} {toy}.",
  ],
  gives: [
    '{A} gave the {toy} to {B}. "Thank you, [n|{A}]!" said {B}.',
    '{B} gave the {toy} to {A}. "Thank you, [n|{B}]!" said {A}.',
    '{A} gave {B} a {food}. "You are kind, [n|{A}]," said {B}.',
    '{B} gave {A} a {food}. "You are kind, [n|{B}]," said {A}.',
  ],
  plays: [
    "They played with the {toy} until it was dark.",
    "{A} and {B} played {by} the {thing}.[q| ]They were {mood}.",
    "{A} threw a stone and {B} caught it {softly}.",
  ],
  cooks: [
    "{A} made a {food} with h[p|{is}] {relative}.",
    "{His} {relative} made a big {food} for {A}.",
    "{A} and {B} found a {food} {by} the {thing}.",
  ],
  eats: [
    "They ate the {food} {softly}.[q| ]It was very good!",
    '{A} gave a piece to {B}. "It is good, [n|{A}]," said {B}.',
    "A {animal} came and ate the {food}! {A} and {B} laughed.",
  ],
  hears: [
    "{Soon} {he} heard a sound {by} the {thing}. It was a {animal}!",
    "{A} saw a small {animal} {by} the {thing}.[q| ]It was {mood}.",
    "There was a {color} {animal} {by} the {thing}, and it was {mood}.",
  ],
  helps: [
    "{A} {softly} gave the {animal} a {food}.",
    "{B} came with a {toy} and helped the {animal}.",
    "{A} put the {animal} in h[p|{is}] {clothes} and took it home.",
  ],
  thanks: [
    "The {animal} was {mood} no more.[q| ]It ran to the {place}.",
    "{Soon} the {animal} and {A} were friends.",
  ],
  dares: [
    '"Let us run to the {place}," said {A}.',
    "{A} wanted to be brave.[q| ]{He} {walked} to the {thing}.",
    '{A} met {B}. "Run with me, {B}!" said [n|{A}].',
    '{B} met {A}. "Run with me, {A}!" said [n|{B}].',
  ],
  races: [
    "They {walked} past the {thing} and past the {place}.",
    "{A} was fast, but {B} was faster.[q| ]A {animal} ran with them.",
    "{A} fell over a {toy} and hurt h[p|{im}]self.",
  ],
  wins: [
    "{A} came first and won a {color} {toy}.",
    "{B} came first, and {A} was {mood}.[q| ]Then they laughed.",
  ],
  hides: [
    "{A} hid {by} the {thing}. {B} looked for [n|{A}].",
    "{B} hid {by} the {thing}. {A} looked for [n|{B}].",
    "They played a game. {A} hid and {B} counted to {number}.",
  ],
  seeks: [
    "{B} looked {by} the {thing}, but there was only a {animal}.",
    "{A} was very quiet.[q| ]{He} did not laugh at all.",
    "A {animal} sat down {by} {A} and made a sound!",
  ],
  rains: [
    "{Soon} it rained. {A} put on h[p|{is}] {clothes}.",
    "The wind came and it was dark.[q| ]They were wet.",
  ],
  shelters: [
    "They {walked} to the {place} and sat {by} the {thing}.",
    "{B} had a big {toy}. They sat under it.",
  ],
  owners: [
    "{A} had a {toy}, {B} a {toy2}. The {toy} was [n|{A}]'s.",
    "{A} had a {toy}, {B} a {toy2}. The {toy2} was [n|{B}]'s.",
    "{B} had a {toy2}, {A} a {toy}. The {toy} was [n|{A}]'s.",
    "{B} had a {toy2}, {A} a {toy}. The {toy2} was [n|{B}]'s.",
  ],
  quarrels: [
    "{A} wanted the {toy2} too.[q| ]{He} was {mood}.",
    "{B} took the {toy}, and {A} cried.",
    "They both wanted the {toy}, and it broke!",
  ],
  plants: [
    "{A} put {number} seeds {by} the {thing}.[q| ]{He} gave them water.",
    "{His} {relative} gave {A} a seed. {He} put it {by} the {thing}.",
  ],
  waits: [
    "{A} waited and waited.[q| ]The days were {weather}.",
    "Each day {A} looked after h[p|{is}] seeds.",
    "A {animal} wanted to eat them, but {B} came.",
  ],
  grows: [
    "{Soon} there was a {size} {color} flower!",
    "In {season} there were {number} {color} flowers.[q| ]{A} was proud.",
  ],
  night: [
    "It was late, and the {place} was dark.",
    "{A} could not sleep. There was a sound {by} the {thing}![q| ]What was it?",
  ],
  fears: [
    "{A} was afraid and held on to h[p|{is}] {toy}.",
    "It was only a {animal} that wanted a {food}.",
    "{B} had a {toy}, so {A} was not afraid.",
  ],
  aside: [
    "The {animal} {by} the {things} [v|was] {mood}.",
    "The {animals} {by} the {thing} [v|were] {mood}.",
    "The {color} {animal} {by} the {things} [v|was] {mood}.",
    "The {color} {animals} {by} the {thing} [v|were] {mood}.",
    "The {foods} {by} the {thing} [v|were] {color}.",
    "The {food} {by} the {things} [v|was] {color}.",
    "{B} saw {number} {animals} {by} the {thing}.[q| ]They were {mood}.",
    "{A} saw {B} and put on h[p|{is}] {clothes}.",
    "{B} saw {A} and put on h[p|{bis}] {clothes}.",
    "{B} looked at {A} and laughed at h[p|{bim}]self.",
    "It was {weather}, and a {job} {walked} past.",
  ],
  speech: [
    '"The {toy} is {color},[q|"] {said} {A}.',
    '"I see a {animal} {by} the {thing}![q|"] {said} {B}.',
    '{A} {said}, "The {animal} was {mood}.[q|"] {B} laughed.',
    '{B} {said}, "There were {number} {animals} {by} the {thing}![q|"] It was true.',
    '{A} {said}, "What a {size} {toy}![q|"]',
    '"Do you like the {food}?[q|"] {said} {B}.',
    '{A} saw {B}. "Hello, {B}!" said [n|{A}].',
    '{B} saw {A}. "Hello, {A}!" said [n|{B}].',
    '"The {animals} {by} the {thing} [v|are] {mood}," said {A}.',
    '"The {animal} {by} the {things} [v|is] {mood}," said {A}.',
  ],
  ending: [
    "{Soon} they {walked} home.",
    "And they were friends for ever.",
    "{A} was {mood} and {softly} went to bed.",
    "{His} {relative} was proud of {him}.",
    "They never forgot that day in {season}.",
    '"What a day!" said {B}.',
  ],
};
