// Curves as SVG and bars as HTML: what the views of measures draw.

import { el } from './dom.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 360;
const HEIGHT = 200;
const LEFT = 36;
const BOTTOM = 36;
const TOP = 8;
const RIGHT = 12;

/** @typedef {{name: string, points: [number, number][]}} Line x more than 0, y from 0 to 1 */

function shape(name, attributes, ...children) {
    const element = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
}

/** 1, 2, 5, 10, 20 ... between two numbers; of more than seven, the tens alone. */
function ticks(least, most) {
    const all = [];
    for (let power = Math.floor(Math.log10(least)); power <= Math.ceil(Math.log10(most)); power++) {
        all.push(...[1, 2, 5].map((step) => step * 10 ** power));
    }
    const inside = all.filter((tick) => tick >= 0.999 * least && tick <= 1.001 * most);
    return inside.length > 7 ? inside.filter((tick) => Number.isInteger(Math.log10(tick))) : inside;
}

/**
 * Lines over a logarithmic x axis; y from a tenth below the lowest point to 1.
 *
 * @param {string} title says what is drawn, to those who do not see it
 * @param {string} below names the x axis
 * @param {Line[]} lines
 */
export function curves(title, below, lines) {
    const points = lines.flatMap((line) => line.points);
    const xs = points.map(([x]) => x);
    const least = Math.min(...xs);
    const most = Math.max(...xs, least * 1.01);
    const floor = Math.min(0.9, Math.floor(10 * Math.min(...points.map(([, y]) => y))) / 10);
    const across = (x) => LEFT + (WIDTH - LEFT - RIGHT) * (Math.log(x / least) / Math.log(most / least));
    const up = (y) => HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * ((y - floor) / (1 - floor));
    const drawing = shape('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'curves', role: 'img', 'aria-label': title });
    const words = (text, x, y, anchor) => drawing.append(shape('text', { x, y, 'text-anchor': anchor }, text));
    for (let tenth = Math.round(floor * 10); tenth <= 10; tenth += floor < 0.5 ? 2 : 1) {
        const y = up(tenth / 10);
        drawing.append(shape('path', { class: 'grid', d: `M${LEFT} ${y}H${WIDTH - RIGHT}` }));
        words((tenth / 10).toFixed(1), LEFT - 6, y + 4, 'end');
    }
    for (const tick of ticks(least, most)) {
        drawing.append(shape('path', { class: 'grid', d: `M${across(tick)} ${TOP}V${HEIGHT - BOTTOM}` }));
        words(tick >= 1 ? tick.toLocaleString('en') : String(tick), across(tick), HEIGHT - BOTTOM + 15, 'middle');
    }
    lines.forEach((line, index) => {
        const path = line.points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${across(x).toFixed(1)} ${up(y).toFixed(1)}`).join('');
        drawing.append(shape('path', { class: `line line-${index % 6}`, d: path }, shape('title', {}, line.name)));
        line.points.forEach(([x, y]) => drawing.append(
                shape('circle', { class: `dot line-${index % 6}`, cx: across(x), cy: up(y), r: 2.5 })));
    });
    words(below, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 4, 'middle');
    return el('figure', { class: 'chart' }, el('figcaption', {}, title), drawing, lines.length > 1 && key(lines));
}

function key(lines) {
    return el('ul', { class: 'key' }, ...lines.map((line, index) =>
        el('li', {}, el('span', { class: `swatch line-${index % 6}`, 'aria-hidden': 'true' }), line.name)));
}

/**
 * Bars of 0 to 1 with their names, one below the other.
 *
 * @param {[string, number][]} entries
 */
export function bars(entries) {
    return el('ul', { class: 'bars' }, ...entries.map(([name, value]) => {
        const fill = el('span', { class: 'bar-fill' });
        fill.style.width = `${100 * Math.min(1, Math.max(0, value))}%`;
        return el('li', {}, el('span', { class: 'bar-name', title: name }, name),
                el('span', { class: 'bar-track', 'aria-hidden': 'true' }, fill),
                el('span', { class: 'bar-value' }, value.toFixed(3)));
    }));
}

/** A table with a head; the first cell of each row names it. */
export function table(label, head, rows) {
    return el('div', { class: 'wide', role: 'region', 'aria-label': label, tabindex: '0' }, el('table', {},
            el('thead', {}, el('tr', {}, ...head.map((cell) => el('th', { scope: 'col' }, cell)))),
            el('tbody', {}, ...rows.map(([name, ...cells]) => el('tr', {},
                    el('th', { scope: 'row' }, name), ...cells.map((cell) => el('td', {}, cell)))))));
}
