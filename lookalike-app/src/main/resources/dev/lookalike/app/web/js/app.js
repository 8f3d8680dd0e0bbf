// Puts the parts together: what is shown follows the state, the state follows the address.

import * as api from './api.js';
import { forgetAnswers } from './answers.js';
import { Browse } from './browse.js';
import { Intake } from './intake.js';
import { Keys } from './keys.js';
import { Look } from './look.js';
import { MapView } from './map.js';
import { blankSketch } from './pad.js';
import { Quality } from './quality.js';
import { Result } from './result.js';
import { Sheet } from './sheet.js';
import { back, begin, follow, go, likeThis, sketchOf, START, state, watch, withExample, withOf } from './state.js';
import { StateChip, Status } from './status.js';
import { openOriginal } from './tile.js';
import { Tray } from './tray.js';
import { WordField } from './words.js';
import { You } from './you.js';

let gallery = null;
let began = false;

const intake = new Intake(() => gallery?.images === 0);
const sheet = new Sheet();
const browse = new Browse({ intake, menu });
const result = new Result({ intake, menu });
const status = new Status(intake);
const quality = new Quality();
const map = new MapView();
const you = new You(sheet);
const views = { browse, result, map, you, quality, status };
const look = new Look(() => (views[state().view].wall ?? browse.wall));
const tray = new Tray();
const chip = new StateChip();
const main = document.getElementById('main');
main.append(...Object.values(views).map((view) => view.element));
const words = new WordField();
new Keys({ ask: () => words.focus(), back: goBack });

/** What a finger can do with a picture. */
function menu(item) {
    const include = (positive) => {
        const now = state();
        const next = withExample(now, { image: item.id }, positive);
        go(now.view === 'browse' ? { ...next, view: 'browse' } : next, { replace: now.view === 'browse' });
    };
    sheet.open(item.name, [
        ['search', 'Find pictures like it', () => follow(likeThis(item.id))],
        state().view === 'result' && !withOf(state()) && ['why', 'Why is it alike?', () => look.explain(item.id)],
        ['plus', 'More like this too', () => include(true)],
        ['minus', 'Less like this', () => include(false)],
        ['grid', 'Quick look', () => go({ ...state(), look: item.id })],
        ['picture', 'Open the original', () => openOriginal(item.id)],
    ].filter(Boolean));
}

function goBack() {
    if (state().view !== 'browse') {
        back(START);
    }
}

watch((now, before, kept) => {
    const opened = before.view !== now.view || !main.dataset.view;
    if (opened) {
        Object.entries(views).filter(([name]) => name !== now.view).forEach(([, view]) => view.hide());
        main.dataset.view = now.view;
    }
    const onlyLooking = !opened && JSON.stringify({ ...now, look: 0 }) === JSON.stringify({ ...before, look: 0 });
    if (opened || !onlyLooking) {
        views[now.view].show(now, kept, opened);
        // The others know when their answers have their height.
        if (opened && now.view !== 'browse' && now.view !== 'result') {
            scrollTo({ top: kept.scroll ?? 0, behavior: 'instant' });
        }
    }
    if (opened && began) {
        // The focus was in a view that is gone; it goes where the person left off, or to the top of what is new.
        const wall = now.view === 'browse' && browse.wall.tiles.get(browse.wall.active);
        (wall ? wall.link : main).focus({ preventScroll: true });
    }
    began = true;
    look.show(now);
    tray.show(now);
    words.show(now);
    document.querySelectorAll('.menu-item[data-view]').forEach((item) => {
        const here = item.dataset.view === now.view;
        item.toggleAttribute('aria-current', here);
        if (here) {
            item.setAttribute('aria-current', 'page');
        }
    });
});

document.getElementById('sketch').addEventListener('click', () => !sketchOf(state()) && go(blankSketch(state())));

document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault();
    const { wall } = views[state().view];
    if (wall?.source.count > 0) {
        wall.focus(wall.active);
    } else {
        main.focus();
    }
});

// Links within the page change the state; a click that asks for another tab or window is the browser's.
document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-go]');
    if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        follow(link.href);
    }
});

api.listen((told) => {
    if (gallery && (told.images !== gallery.images || told.fingerprint !== gallery.fingerprint)) {
        forgetAnswers();
    }
    gallery = told;
    chip.heard(told);
    browse.heard(told);
    result.heard(told);
    quality.heard(told);
    status.heard(told);
    map.heard(told);
}, () => chip.lost());

begin();
