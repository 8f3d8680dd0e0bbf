// The address holds the whole state: what is shown is a function of it, so back, forward, reload and share all work.
// It stands behind the #, where it is the page's alone: the server is never asked for it and stays strict about what
// it is asked.
//
//   /#folder=a/b&category=hat          the wall, filtered
//   /#like=42                          the answers to picture 42
//   /#like=42@0.1,0.2,0.5,0.5          ... to a part of it: left, top, width, height as shares
//   /#like=u:1f..&like=7&unlike=9      ... to an upload and picture 7, and unlike picture 9
//   /#like=w:red+dress&like=42        ... to words, beside picture 42
//   /#like=42&like=c:aa2233:70,ffffff:30   ... in other colours than its own
//   &weights=0.5,1,0,0                 how much overall looks, colour, texture and shape count
//   /#like=s:1f..                      ... to a sketch, which is an upload too; s:new is an empty sheet
//   /#like=g:42,7                     what goes with pictures 42 and 7
//   &metric=euclidean&count=120        how to compare, how many
//   &lambda=0.7&group=product&copies=no   how various, one of each product, without copies
//   &where="colour" = "red"            among those of which this holds
//   &situation=on&weather=rain&temperature=8&occasion=wedding&date=2026-12-05   answers that suit it; &place=Oslo, and how much it
//   counts: &strength=0.8; what the person has before them: &plan=Eva's+wedding&planned=2026-12-09
//   &view=browse                       the wall, with the examples gathered so far in the tray
//   &look=42                           that picture held close
//   &view=quality&measured=INSTANT     what was measured then
//   /#view=you&user=ana                what ana may like
//   /#view=map&colour=date&by=pca      the map; &at=0.31,0.62,8 looks at a place of it, eight times as close

/** @typedef {{left: number, top: number, width: number, height: number}} Crop */
/** @typedef {{image?: number, upload?: string, words?: string, palette?: string, sketch?: string, goesWith?: number[],
 *   crop?: Crop}} Example */
/**
 * @typedef {Object} State
 * @property {'browse'|'result'|'map'|'you'|'quality'|'status'} view
 * @property {Example[]} like
 * @property {Example[]} unlike
 * @property {'cosine'|'euclidean'} metric
 * @property {number} count
 * @property {string} folder
 * @property {string} category
 * @property {string} where a condition on the pictures' metadata, or empty
 * @property {number} lambda how much likeness counts against variety, 1 for the nearest as they come
 * @property {string} group a field, each of whose values is answered once, or empty
 * @property {'yes'|'no'} copies whether copies of an answer are answered too
 * @property {''|'on'} situation whether answers should suit the next eight
 * @property {string} weather one of [WEATHERS], or empty
 * @property {string} temperature degrees Celsius, or empty
 * @property {string} occasion or empty
 * @property {string} date such as 2026-12-05, or empty
 * @property {string} place such as Oslo, or empty
 * @property {string} plan what the person has before them, or empty
 * @property {string} planned the day of the plan, or empty
 * @property {string} strength how much the situation counts: one of [STRENGTHS], or empty for as usual
 * @property {string} weights four of 0 to 1, in the order overall, colour, texture, shape, or empty
 * @property {number} look 0 for none
 * @property {string} measured when, of what the quality view shows; empty for the newest
 * @property {string} user whose taste the view `you` shows; empty for nobody yet
 * @property {'cluster'|'folder'|'date'} colour of the map's points
 * @property {'tsne'|'pca'} by what the map is drawn by
 * @property {string} at x, y and zoom of the map, or empty for all of it
 */

export const WEATHERS = ['sunny', 'cloudy', 'fog', 'rain', 'storm', 'snow', 'wind'];
/** A sheet that nothing is drawn on. */
export const BLANK = 'new';
export const COUNTS = [20, 60, 120, 300];
export const LAMBDAS = [[1, 'The nearest'], [0.7, 'Various'], [0.4, 'As different as can be']];
export const STRENGTHS = [['0.2', 'A little'], ['', 'As usual'], ['0.8', 'Much']];
const SITUATION = ['situation', 'weather', 'temperature', 'occasion', 'date', 'place', 'plan', 'planned', 'strength'];
const MAX_TOLD = 200;
const MAX_EXAMPLES = 64;
const MAX_WORDS = 1_000;
const MAX_WITH = 20;

/** @type {State} */
export const START = Object.freeze({
    view: 'browse', like: [], unlike: [], metric: 'cosine', count: 60, folder: '', category: '', where: '', lambda: 1,
    group: '', copies: 'yes', weights: '', look: 0,
    situation: '', weather: '', temperature: '', occasion: '', date: '', place: '', plan: '', planned: '', strength: '',
    measured: '', user: '', colour: 'cluster', by: 'tsne', at: '',
});

const round = (value) => Math.round(value * 10_000) / 10_000;

/** @param {Example} example */
export function exampleText(example) {
    if (example.words) {
        return `w:${example.words}`;
    }
    if (example.palette) {
        return `c:${example.palette.replaceAll('#', '')}`;
    }
    if (example.sketch) {
        return `s:${example.sketch}`;
    }
    if (example.goesWith) {
        return `g:${example.goesWith}`;
    }
    const crop = example.crop;
    const part = crop ? `@${[crop.left, crop.top, crop.width, crop.height].map(round).join(',')}` : '';
    return (example.upload ? `u:${example.upload}` : String(example.image)) + part;
}

/** @returns {Example|null} null for what is no example: an address may be anything */
function readExample(text) {
    if (text.startsWith('w:')) {
        const words = text.slice(2, 2 + MAX_WORDS).trim();
        return words ? { words } : null;
    }
    if (text.startsWith('c:')) {
        const fits = /^c:[0-9a-f]{6}(:\d{1,3}(\.\d+)?)?(,[0-9a-f]{6}(:\d{1,3}(\.\d+)?)?){0,7}$/i.test(text);
        return fits ? { palette: text.slice(2).split(',').map((part) => `#${part}`).join(',') } : null;
    }
    const sketch = /^s:(new|[0-9a-f]{32})$/.exec(text);
    if (sketch) {
        return { sketch: sketch[1] };
    }
    if (/^g:[1-9]\d{0,15}(,[1-9]\d{0,15})*$/.test(text)) {
        return { goesWith: [...new Set(text.slice(2).split(',').map(Number))].slice(0, MAX_WITH) };
    }
    const match = /^(?:u:([0-9a-f]{32})|([1-9]\d{0,15}))(?:@([\d.,]+))?$/.exec(text);
    if (!match) {
        return null;
    }
    const example = match[1] ? { upload: match[1] } : { image: Number(match[2]) };
    const crop = match[3] && readCrop(match[3]);
    return crop ? { ...example, crop } : example;
}

function readCrop(text) {
    const [left, top, width, height] = text.split(',').map(Number);
    const inside = left >= 0 && top >= 0 && width > 0 && height > 0 && left + width <= 1.0001 && top + height <= 1.0001;
    return inside ? { left, top, width: Math.min(width, 1 - left), height: Math.min(height, 1 - top) } : null;
}

/** Four weights of 0 to 1, one at least more than 0; empty for what is none. */
function readWeights(text) {
    const weights = text.split(',').map(Number);
    const fit = weights.length === 4 && weights.every((weight) => weight >= 0 && weight <= 1) && weights.some((weight) => weight > 0);
    return fit ? weights.join() : '';
}

/**
 * The state that an address stands for; what makes no sense in it is left out.
 *
 * @param {URL|Location} place
 * @returns {State}
 */
export function read(place) {
    const address = new URLSearchParams(place.hash.slice(1));
    const examples = (key) => address.getAll(key).map(readExample).filter(Boolean).slice(0, MAX_EXAMPLES);
    const all = examples('like');
    // What goes with pictures is asked for alone, and there is one pad to draw on.
    const alone = all.find((example) => example.goesWith);
    const like = alone ? [alone] : all.filter((example) => !example.sketch || example === sketchOf({ like: all }));
    const view = address.get('view');
    const count = Number(address.get('count'));
    const look = Number(address.get('look'));
    return {
        view: ['browse', 'map', 'you', 'quality', 'status'].includes(view) ? view : like.length > 0 ? 'result' : 'browse',
        like,
        unlike: alone ? [] : examples('unlike').filter((example) => !example.sketch && !example.goesWith)
            .slice(0, MAX_EXAMPLES - like.length),
        metric: address.get('metric') === 'euclidean' ? 'euclidean' : 'cosine',
        count: COUNTS.includes(count) ? count : START.count,
        folder: address.get('folder') ?? '',
        category: address.get('category') ?? '',
        where: (address.get('where') ?? '').slice(0, 4_096),
        lambda: LAMBDAS.some(([lambda]) => lambda === Number(address.get('lambda'))) ? Number(address.get('lambda')) : 1,
        group: (address.get('group') ?? '').slice(0, 100),
        copies: address.get('copies') === 'no' ? 'no' : 'yes',
        weights: readWeights(address.get('weights') ?? ''),
        look: Number.isSafeInteger(look) && look > 0 ? look : 0,
        ...readSituation(address),
        measured: address.get('measured') ?? '',
        user: (address.get('user') ?? '').slice(0, 100),
        colour: ['folder', 'date'].includes(address.get('colour')) ? address.get('colour') : START.colour,
        by: address.get('by') === 'pca' ? 'pca' : START.by,
        at: /^[01](\.\d+)?,[01](\.\d+)?,\d{1,3}(\.\d+)?$/.test(address.get('at')) ? address.get('at') : START.at,
    };
}

function readSituation(address) {
    const temperature = address.get('temperature') ?? '';
    const day = (key) => {
        const date = address.get(key) ?? '';
        return /^(19|20|21)\d\d-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date)) ? date : '';
    };
    const told = (key) => (address.get(key) ?? '').slice(0, MAX_TOLD);
    return {
        situation: address.get('situation') === 'on' ? 'on' : '',
        weather: WEATHERS.includes(address.get('weather')) ? address.get('weather') : '',
        temperature: /^-?\d{1,2}$/.test(temperature) && Math.abs(temperature) <= 60 ? temperature : '',
        occasion: told('occasion'),
        date: day('date'),
        place: told('place'),
        plan: told('plan'),
        planned: day('planned'),
        strength: STRENGTHS.some(([value]) => value === address.get('strength')) ? address.get('strength') : '',
    };
}

/** What is told of the situation, as the server wants it; undefined where answers need not suit any. */
export function context(state) {
    if (state.situation !== 'on') {
        return undefined;
    }
    const told = {};
    for (const key of ['weather', 'occasion', 'date', 'place']) {
        if (state[key]) {
            told[key] = state[key];
        }
    }
    for (const key of ['temperature', 'strength']) {
        if (state[key] !== '') {
            told[key] = Number(state[key]);
        }
    }
    return state.plan && state.planned ? { ...told, plans: [{ title: state.plan, date: state.planned }] } : told;
}

/**
 * The address that stands for a state.
 *
 * @param {State} state
 */
export function write(state) {
    const address = new URLSearchParams();
    const natural = state.like.length > 0 ? 'result' : 'browse';
    if (state.view !== natural) {
        address.set('view', state.view);
    }
    state.like.forEach((example) => address.append('like', exampleText(example)));
    state.unlike.forEach((example) => address.append('unlike', exampleText(example)));
    const map = state.view === 'map' ? ['colour', 'by', 'at'] : [];
    const situation = state.situation === 'on' ? SITUATION : [];
    for (const key of [...situation, 'metric', 'count', 'lambda', 'group', 'copies', 'weights', 'folder', 'category', 'where', 'look', 'measured', 'user', ...map]) {
        if (state[key] !== START[key]) {
            address.set(key, state[key]);
        }
    }
    // Commas, slashes, colons and @ may stand there as they are, and are kinder to the eye.
    const text = address.toString().replace(/%2C/g, ',').replace(/%2F/g, '/').replace(/%3A/g, ':').replace(/%40/g, '@');
    return text ? `/#${text}` : '/';
}

const sameSource = (a, b) => a.image === b.image && a.upload === b.upload && a.words === b.words
    && a.palette === b.palette && a.sketch === b.sketch && String(a.goesWith) === String(b.goesWith);

/** The picture that is asked with and can be cropped: the first to be like; null where only words, colours or a sketch are. */
export const subjectOf = (state) => state.like.find((example) => !example.words && !example.palette
    && !example.sketch && !example.goesWith) ?? null;

/** The sketch that is asked with, blank or not, or null. */
export const sketchOf = (state) => state.like.find((example) => example.sketch) ?? null;

/** The ids of the pictures that the answers should go with, or null. */
export const withOf = (state) => state.like.find((example) => example.goesWith)?.goesWith ?? null;

/** Whether aspects are weighed or colours told: there is no cut-off then, they are compared by cosine and not varied. */
export const isWeighed = (state) => state.weights !== '' || state.like.some((example) => example.palette);

/** The address of the answers to one picture alone: the next query, one click away. */
export const likeThis = (id) => write({ ...START, ...inSituation(current), view: 'result', like: [{ image: id }] });

/** What of a state is its situation: it stays while one picture after the other is asked with. */
export const inSituation = (state) =>
    (state.situation === 'on' ? Object.fromEntries(SITUATION.map((key) => [key, state[key]])) : {});

/** The state with `example` among the positive or negative ones, and nowhere else. */
export function withExample(state, example, positive) {
    const ids = withOf(state);
    if (ids && example.image && positive) {
        // One more thing of the look.
        const more = [...ids.filter((id) => id !== example.image), example.image].slice(-MAX_WITH);
        return { ...state, like: [{ goesWith: more }] };
    }
    const like = state.like.filter((each) => !each.goesWith);
    const others = withoutExample({ ...state, like }, example);
    if (others.like.length + others.unlike.length >= MAX_EXAMPLES) {
        return state;
    }
    return positive ? { ...others, like: [...others.like, example] } : { ...others, unlike: [...others.unlike, example] };
}

/** The state without `example`. */
export function withoutExample(state, example) {
    const keep = (each) => !sameSource(each, example);
    return { ...state, like: state.like.filter(keep), unlike: state.unlike.filter(keep) };
}

/** The parts of a search, as the server wants them. */
export function parts(state) {
    const part = (weight) => ({ image, upload, words, palette, sketch, goesWith, crop }) => (goesWith ? { goesWith } : {
        ...(sketch ? { sketch } : palette ? { palette } : words ? { words } : upload ? { upload } : { image }), weight,
        ...(crop ? { crop } : {}),
    });
    return [...state.like.filter(({ sketch }) => sketch !== BLANK).map(part(1)), ...state.unlike.map(part(-1))];
}

/** The question that `state` asks; equal texts are equal questions. */
export function question(state) {
    const filter = {};
    if (state.folder) {
        filter.folder = state.folder;
    }
    if (state.category) {
        filter.category = state.category;
    }
    if (state.where) {
        filter.where = state.where;
    }
    const apart = withOf(state);
    const selection = { lambda: apart ? 1 : state.lambda, groupBy: state.group, copies: state.copies === 'yes' };
    const [overall, colour, texture, shape] = state.weights.split(',').map(Number);
    const weights = state.weights ? { weights: { overall, colour, texture, shape } } : {};
    const metric = apart ? 'cosine' : state.metric;
    return { parts: parts(state), metric, count: state.count, filter, selection,
        context: context(state), ...(apart ? {} : weights) };
}

/** @type {State} */
let current = read(location);
const watchers = [];

/** What is shown now. */
export const state = () => current;

/** Calls `watcher(state, before, kept)` after each change; `kept` is what this entry of the history remembered. */
export function watch(watcher) {
    watchers.push(watcher);
}

function changed(next, kept) {
    const before = current;
    current = next;
    watchers.forEach((watcher) => watcher(current, before, kept));
}

/** Goes to another state as a new entry of the history, or in place of this one. */
export function go(next, { replace = false } = {}) {
    const address = write(next);
    if (address === location.pathname + location.hash) {
        return;
    }
    if (replace) {
        history.replaceState(history.state, '', address);
    } else {
        keep({ scroll: scrollY });
        history.pushState({ depth: (history.state?.depth ?? 0) + 1 }, '', address);
    }
    changed(next, replace ? history.state ?? {} : {});
}

/** Goes back if that stays on this page, or else to `otherwise`. */
export function back(otherwise) {
    if (history.state?.depth > 0) {
        history.back();
    } else {
        go(otherwise, { replace: true });
    }
}

/** Remembers something with this entry of the history, such as how far it was scrolled. */
export function keep(values) {
    history.replaceState({ ...history.state, ...values }, '');
}

/** Goes where a link of the page leads. */
export const follow = (href) => go(read(new URL(href, location.href)));

/** Begins: shows what the address says, now and whenever it changes. */
export function begin() {
    // The browser would scroll before the wall has its height.
    history.scrollRestoration = 'manual';
    let resting;
    addEventListener('scroll', () => {
        clearTimeout(resting);
        resting = setTimeout(() => keep({ scroll: scrollY }), 150);
    }, { passive: true });
    addEventListener('popstate', () => {
        clearTimeout(resting);
        changed(read(location), history.state ?? {});
    });
    changed(current, history.state ?? {});
}
