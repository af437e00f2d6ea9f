// The score without a server: the sums of checklists/scoring, with the numbers and names that the server gives in the kit.
// tests/journeys/test_offline_score.py holds both to the same answers; of another version of the method the score waits.
const VERSION = "2026-11";
const POINTS = 25; // per level of 0..4

export const canScore = (kit) => kit?.version === VERSION;

// Round to 6 decimals as Python does: a value exactly in between goes to the even side.
export function round6(value) {
  const isTie = Math.abs((value * 128) % 2) === 1; // only odd 128ths lie exactly in between
  if (!isTie) return Number(value.toFixed(6));
  const below = Math.floor(value * 1e6);
  return (below % 2 ? below + 1 : below) / 1e6;
}

// `answers` is {question: "-2".."4", "nvt" or "niet_besproken"}, as the form has them.
export function score(kit, answers) {
  const readings = kit.items.map(([key, lowest, short, weights]) => {
    const given = answers[key] ?? "niet_besproken";
    const applies = given !== "nvt";
    return { key, short, weights, applies, level: applies && given !== "niet_besproken" ? Number(given) - lowest : null };
  });
  const tally = tallyUp(kit, readings);
  const sides = {}, coverage = {};
  for (const side of ["willen", "kunnen"]) {
    coverage[side] = cover(kit, side, readings, tally);
    sides[side] = coverage[side].enough ? round6(addUp(kit, side, tally)) : null;
  }
  const { willen, kunnen } = sides;
  const blocker = isBlocked(kit, readings);
  const doing = willen === null || kunnen === null ? null : round6(Math.sqrt(willen * kunnen));
  return {
    ...sides, coverage, blocker,
    doing: doing !== null && blocker ? Math.min(doing, kit.cap) : doing,
    ...place(kit, willen, kunnen, valueOf(tally.D)),
    lowest: findLowest(kit, coverage, tally),
  };
}

const valueOf = ({ mass, total }) => (mass ? round6((total / mass) * POINTS) : null);

function tallyUp(kit, readings) {
  const tally = Object.fromEntries(Object.keys(kit.weights).map((code) => [code, { mass: 0, total: 0 }]));
  for (const { level, weights } of readings) {
    if (level === null) continue;
    for (const [code, weight] of Object.entries(weights)) {
      tally[code].mass += weight;
      tally[code].total += weight * level;
    }
  }
  return tally;
}

const codesOf = (kit, side) => Object.keys(kit.weights).filter((code) => kit.weights[code][0] === side);

function cover(kit, side, readings, tally) {
  const codes = codesOf(kit, side);
  const asked = readings.filter((one) => one.applies && codes.some((code) => code in one.weights) && (one.short || !kit.short));
  const answered = asked.filter((one) => one.level !== null).length;
  const isEmpty = codes.some((code) => code !== "INT" && !tally[code].mass);
  return { answered, asked: asked.length, enough: asked.length > 0 && answered * 100 >= asked.length * kit.percent && !isEmpty };
}

function addUp(kit, side, tally) {
  const hasIntention = side === "willen" && tally.INT.mass > 0;
  let sum = 0;
  for (const code of codesOf(kit, side)) {
    const share = kit.weights[code][1];
    if (code === "INT" && !hasIntention) continue;
    const part = code === "INT" ? share : hasIntention ? share * (1 - kit.weights.INT[1]) : share;
    sum += part * ((tally[code].total / tally[code].mass) * POINTS);
  }
  return sum;
}

function isBlocked(kit, readings) {
  const by = Object.fromEntries(readings.map((one) => [one.key, one]));
  const work = by[kit.work];
  if (!work || work.level === null || work.level > 1) return false;
  return kit.openings.every((key) => by[key] && (!by[key].applies || (by[key].level !== null && by[key].level <= 1)));
}

const PLACES = {
  "high high": ["P2"], "high border": ["grens", "P2", "P3"], "high low": ["P3"],
  "border high": ["grens", "P2", "P4"], "border border": ["grens", "P2", "P3", "P4", "P5"], "border low": ["grens", "P3", "P5"],
  "low high": ["P4"], "low border": ["grens", "P4", "P5"], "low low": ["P5"],
};
const DOES_IT = { high: ["P1"], border: ["grens", "P1", "P1b"], low: ["P1b"] };

function place(kit, willen, kunnen, behaviour) {
  if (willen === null || kunnen === null) return { profile: "P6", candidates: [] };
  const zone = (value) => (value >= kit.high ? "high" : value < kit.low ? "low" : "border");
  const isDoing = behaviour !== null && behaviour >= kit.does_it;
  const [profile, ...candidates] = isDoing ? DOES_IT[zone(willen)] : PLACES[`${zone(willen)} ${zone(kunnen)}`];
  return { profile, candidates };
}

// The lowest determinant of the sides that have a score; equally low: the heaviest, then the first.
function findLowest(kit, coverage, tally) {
  const codes = Object.keys(kit.weights).filter((code) => code !== "INT" && coverage[kit.weights[code][0]]?.enough);
  const order = (one, other) => valueOf(tally[one]) - valueOf(tally[other]) || kit.weights[other][1] - kit.weights[one][1];
  return codes.sort(order)[0] ?? null;
}
