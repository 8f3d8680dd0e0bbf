// Making elements. Everything that comes from outside (file names, reasons) goes through here as text, never as HTML.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes an element. A key with `on` in front is a listener, `class`, `data-*`, `aria-*` and the like are attributes,
 * `true` and `false` switch an attribute; children are elements or text.
 *
 * @param {string} name
 * @param {Object<string, any>} [attributes]
 * @param {...(Node|string|null|undefined|false)} children
 * @returns {HTMLElement}
 */
export function el(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (key.startsWith('on')) {
            element.addEventListener(key.slice(2), value);
        } else if (value === true) {
            element.setAttribute(key, '');
        } else if (value !== false && value != null) {
            element.setAttribute(key, String(value));
        }
    }
    element.append(...children.filter((child) => child != null && child !== false));
    return element;
}

/** An icon of the sprite in index.html; it says nothing to a screen reader. */
export function icon(name) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('class', 'icon');
    svg.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS(SVG, 'use');
    use.setAttribute('href', `#i-${name}`);
    svg.append(use);
    return svg;
}

/** A button that shows an icon and is named by `label`. */
export function iconButton(name, label, onclick, attributes = {}) {
    return el('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick, ...attributes },
            icon(name));
}

const numbers = new Intl.NumberFormat('en');

/** 3781 as 3,781. */
export function number(value) {
    return numbers.format(value);
}

/** `1 picture`, `3,781 pictures`. */
export function counted(count, noun) {
    return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** 18400000 as 18.4 MB. */
export function bytes(size) {
    const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
    let unit = 0;
    while (size >= 999.5 && unit < units.length - 1) {
        size /= 1000;
        unit++;
    }
    return `${unit > 0 && size < 99.95 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

/** Says something to those who hear the page instead of seeing it. */
export function say(text) {
    document.getElementById('said').textContent = text;
}

/**
 * Shows a note at the foot of the page for some seconds.
 *
 * @param {string} text
 * @param {boolean} [wrong] whether it tells of something that failed; such a note stays longer
 * @returns {{text: function(string): void, close: function(): void}} to change it or take it away
 */
export function note(text, wrong = false) {
    const words = el('p', {}, text);
    const close = () => box.remove();
    const box = el('div', { class: wrong ? 'note wrong' : 'note' }, words, iconButton('close', 'Close this note', close));
    const notes = document.getElementById('notes');
    notes.append(box);
    while (notes.childElementCount > 3) {
        notes.firstElementChild.remove();
    }
    let timer = setTimeout(close, wrong ? 12_000 : 5_000);
    return {
        text(next) {
            words.textContent = next;
            clearTimeout(timer);
            timer = setTimeout(close, 5_000);
        },
        close,
    };
}

/** Whether fingers are the main way to point here: no hover, so nothing may hide behind it. */
export const touch = matchMedia('(hover: none)');

/** Whether there is room for one column only. */
export const narrow = matchMedia('(max-width: 720px)');
