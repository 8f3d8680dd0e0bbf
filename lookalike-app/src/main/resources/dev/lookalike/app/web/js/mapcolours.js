// The colours of a map's points: a hue for each cluster or folder, a scale for dates.

import { counted } from './dom.js';

const GOLDEN_ANGLE = 137.508;
const MOST_HUES = 24;

const dark = matchMedia('(prefers-color-scheme: dark)');

/** A colour as a canvas keeps it in memory: alpha, blue, green, red. */
function abgr(red, green, blue) {
    return (255 << 24 | Math.round(blue) << 16 | Math.round(green) << 8 | Math.round(red)) >>> 0;
}

function hsl(hue, saturation, light) {
    const part = (n) => {
        const k = (n + hue / 30) % 12;
        return 255 * (light - saturation * Math.min(light, 1 - light) * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
    };
    return abgr(part(0), part(8), part(4));
}

const grey = () => (dark.matches ? abgr(92, 90, 86) : abgr(176, 172, 165));

/** Neighbouring numbers are far apart on the wheel, and differ in lightness. */
const hue = (number) => hsl(20 + number * GOLDEN_ANGLE % 360, 0.62, (dark.matches ? 0.6 : 0.4) + number % 3 * 0.07);

/** Old is blue, new is orange; in between it stays apart from the ground. */
function age(share) {
    const stops = dark.matches
        ? [[90, 130, 255], [90, 200, 190], [255, 190, 80]]
        : [[40, 60, 170], [20, 140, 130], [225, 110, 20]];
    const at = share * 2;
    const [from, to] = at < 1 ? [stops[0], stops[1]] : [stops[1], stops[2]];
    return abgr(...from.map((value, i) => value + (to[i] - value) * (at < 1 ? at : at - 1)));
}

/** What the map's ground is, and what stands out from it. */
export const ground = () => (dark.matches ? abgr(19, 19, 18) : abgr(250, 250, 249));
export const ring = () => (dark.matches ? '#ffffff' : '#1b1a18');

/** Calls `changed` when it becomes light or dark. */
export const watchLight = (changed) => dark.addEventListener('change', changed);

/**
 * One group of points that share a colour.
 *
 * @typedef {{name: string, colour: number, count: number, typical: number}} Group
 */

/**
 * What each point belongs to, by cluster or folder.
 *
 * @returns {{groups: Group[], of: Int32Array}} the groups, those without a hue of their own last, and the group of each point
 */
export function groupsOf(map, clusters, colour) {
    return colour === 'cluster' ? byCluster(map, clusters) : byFolder(map);
}

function byCluster(map, clusters) {
    const place = new Map(clusters.map((cluster, i) => [cluster.number, i]));
    const of = Int32Array.from(map.clusters, (number) => place.get(number) ?? clusters.length);
    const groups = clusters.map((cluster, i) => ({ ...cluster, colour: hue(i) }));
    const none = of.filter((group) => group === clusters.length).length;
    if (none > 0) {
        groups.push({ name: 'In no cluster', colour: grey(), count: none, typical: 0 });
    }
    return { groups, of };
}

/** A picture's class is the last part of its folder's name: `dress` in `train/dress` and in `test/dress` alike. */
function byFolder(map) {
    const classOf = map.folderNames.map((name) => name.slice(name.lastIndexOf('/') + 1) || 'Top folder');
    const counts = new Map();
    map.folders.forEach((folder) => counts.set(classOf[folder], (counts.get(classOf[folder]) ?? 0) + 1));
    const largest = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, MOST_HUES);
    const place = new Map(largest.map(([name], i) => [name, i]));
    const of = Int32Array.from(map.folders, (folder) => place.get(classOf[folder]) ?? largest.length);
    const groups = largest.map(([name, count], i) => ({ name, count, colour: hue(i), typical: 0 }));
    const rest = counts.size - largest.length;
    if (rest > 0) {
        groups.push({ name: `${counted(rest, 'other folder')}`, colour: grey(), typical: 0,
            count: of.filter((group) => group === largest.length).length });
    }
    return { groups, of };
}

/** The colour of each point by its date, by rank: the same number of points has each colour. */
export function byDate(map) {
    const order = Uint32Array.from(map.taken.keys()).sort((a, b) => map.taken[a] - map.taken[b]);
    const colours = new Uint32Array(order.length);
    let share = 0;
    order.forEach((i, rank) => {
        // Pictures of the same second have the same colour.
        share = rank > 0 && map.taken[i] === map.taken[order[rank - 1]] ? share : rank / Math.max(1, order.length - 1);
        colours[i] = age(share);
    });
    return { colours, first: map.taken[order[0]], last: map.taken[order.at(-1)], stops: [0, 0.25, 0.5, 0.75, 1].map(age) };
}
