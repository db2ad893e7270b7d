// The states of a small shop that every fixture shows: what comes, goes, moves and ticks from one to the next.
export const stateOf = (n) => ({
    n,
    title: n % 3 === 0 ? 'Lamps' : `Lamps (${n})`,
    left: 1 + (n % 7),
    hurry: n % 4 < 2,
    clock: `00:${String(n % 60).padStart(2, '0')}`,
    lamps: [0, 1, 2, 3, 4, 5]
        .filter((lamp) => (lamp + n) % 5 !== 0)
        .sort((a, b) => ((a * 7 + n) % 6) - ((b * 7 + n) % 6))
        .map((lamp) => ({ id: lamp, name: `Lamp ${lamp}`, left: (lamp + n) % 4 })),
    dialog: n % 6 === 5,
});
