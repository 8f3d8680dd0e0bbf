// All that the page asks of the server, under the names of openapi.yaml. Nothing else calls fetch.

/** A request that was refused or failed; the message is fit to be shown. */
export class Problem extends Error {
    constructor(message, status, type = '') {
        super(message);
        this.status = status;
        this.type = type;
    }
}

const PATIENCE = 3;

/** Asks, waiting and asking again when the server says it has too much to do at the moment. */
async function call(path, options = {}, attempt = 1) {
    let response;
    try {
        response = await fetch(path, options);
    } catch (failure) {
        if (failure.name === 'AbortError') {
            throw failure;
        }
        throw new Problem('The server does not answer. Is it still running?', 0);
    }
    if (response.ok) {
        return response.status === 204 ? null : response.json();
    }
    const after = Number(response.headers.get('Retry-After'));
    if ((response.status === 429 || response.status === 503) && attempt < PATIENCE && after <= 10) {
        await new Promise((resolve) => setTimeout(resolve, Math.max(after, 0.5) * 1_000));
        options.signal?.throwIfAborted();
        return call(path, options, attempt + 1);
    }
    const problem = await response.json().catch(() => ({}));
    throw new Problem(problem.detail || problem.title || `The server answered ${response.status}.`, response.status, problem.type);
}

// No form and no other site's page can send this header, so the server knows the request is ours.
const WRITTEN = { 'X-Lookalike': '1' };

function get(path, parameters = {}, signal) {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(parameters)) {
        if (value !== '' && value != null) {
            query.set(key, value);
        }
    }
    const text = query.toString();
    return call(text ? `${path}?${text}` : path, { signal });
}

function ask(path, question, signal) {
    return call(path, {
        method: 'POST',
        headers: { ...WRITTEN, 'Content-Type': 'application/json' },
        body: JSON.stringify(question),
        signal,
    });
}

function send(path, file) {
    const name = (file.name || 'picture').slice(-255);
    return call(`${path}?${new URLSearchParams({ name })}`, {
        method: 'POST',
        headers: { ...WRITTEN, 'Content-Type': 'application/octet-stream' },
        body: file,
    });
}

/** A page of what a wall needs of each picture: columns `ids`, `widths`, `heights`, `names`, `versions`, `placeholders`. */
export const layout = (filter, after, count, signal) => get('/v1/layout', { ...filter, after, count }, signal);

/** One picture with all that is known of it. */
export const image = (id, signal) => get(`/v1/images/${id}`, {}, signal);

/** Every folder with its count. */
export const folders = async () => (await get('/v1/folders')).folders;

/** Every guessed category with its count. */
export const categories = async () => (await get('/v1/categories')).categories;

/** Every field of the pictures' metadata with its count. */
export const fields = async () => (await get('/v1/fields')).fields;

/** The values of a field among some pictures, most pictures first: `values`, and how many there are, `total`. */
export const values = (field, filter) => get('/v1/values', { field, count: 1000, ...filter });

/** Begins to look for copies, outliers and doubtful labels. */
export const inspect = (inspection) => ask('/v1/inspections', inspection);

/** Work that takes long, as it is now. */
export const job = (id) => get(`/v1/jobs/${id}`);

/** Takes a picture out of the gallery; its file stays. */
export const remove = (id) => call(`/v1/images/${id}`, { method: 'DELETE', headers: WRITTEN });

/** A page of the files that were not taken. */
export const rejections = (after, count) => get('/v1/rejections', { after, count });

/** What the gallery holds and what is being done. */
export const status = () => get('/v1/status');

/** How good the answers were found to be, the newest first. */
export const lastEvaluations = async () => (await get('/v1/evaluations/last')).evaluations;

/** Begins to measure how good the answers are. */
export const evaluate = () => ask('/v1/evaluations', {});

/** The networks at hand. */
export const models = async () => (await get('/v1/models')).models;

/** The engines that an index can be of. */
export const engines = async () => (await get('/v1/engines')).engines;

/** Begins to compare networks, spaces, metrics and engines on the gallery's pictures. */
export const compare = (comparing) => ask('/v1/comparisons', comparing);

/** What the index is, and how well it finds. */
export const index = () => get('/v1/index');
/** Where the pictures lie on the map, as columns `ids`, `x`, `y`, `clusters`, `folders`, `taken`. */
export const map = (by, signal) => get('/v1/map', { by }, signal);

/** The clusters that the pictures form, the largest first. */
export const clusters = async (signal) => (await get('/v1/clusters', {}, signal)).clusters;

/** Begins to draw the map; the job that does. */
export const drawMap = () => call('/v1/map', { method: 'POST', headers: WRITTEN });

/** Asks a job to end. */
export const stop = (job) => call(`/v1/jobs/${job}/stop`, { method: 'POST', headers: WRITTEN });

/** Keeps a picture for a while so that it can be asked with. */
export const upload = (file) => send('/v1/uploads', file);

/** Adds a picture to the gallery for good. */
export const add = (file) => send('/v1/images', file);

/** Asks for the pictures that answer a query. */
export const search = (question, signal) => ask('/v1/search', question, signal);

/** By which rules pictures suit a situation. */
export const rules = () => get('/v1/rules');

/** How many people are told at most. */
export const MOST_USERS = 1_000;

/** The people of whom something is kept, by name. */
export const users = async () => (await get('/v1/users', { count: MOST_USERS })).users;

const ofUser = (user) => `/v1/users/${encodeURIComponent(user)}`;

/** What a person may like. */
export const recommendations = (user, count, signal) => get(`${ofUser(user)}/recommendations`, { count }, signal);

/** Everything kept about a person, the oldest first. */
export async function userEvents(user) {
    const all = [];
    let page = { next: 0 };
    while (page.next !== undefined) {
        page = await get(`${ofUser(user)}/events`, { after: page.next, count: 10_000 });
        all.push(...page.events);
    }
    return all;
}

/** Keeps how much a person likes a picture: 1 to 5. */
export const rate = (user, id, rating) => call(`${ofUser(user)}/ratings/${id}`, {
    method: 'PUT',
    headers: { ...WRITTEN, 'Content-Type': 'application/json' },
    body: JSON.stringify({ rating }),
});

/** Takes a rating back. */
export const unrate = (user, id) => call(`${ofUser(user)}/ratings/${id}`, { method: 'DELETE', headers: WRITTEN });

/** Forgets a person and everything kept about them. */
export const forget = (user) => call(ofUser(user), { method: 'DELETE', headers: WRITTEN });

/** Asks why a query finds a picture alike. */
export const explain = (question, signal) => ask('/v1/explain', question, signal);

/** The bytes of an upload, to add them to the gallery. */
export async function uploaded(id) {
    const response = await fetch(`/v1/uploads/${id}/content`);
    if (!response.ok) {
        throw new Problem('The server no longer has this picture. Choose it again.', response.status);
    }
    return response.blob();
}

// Few sizes, so that the server's and the browser's caches hold the same ones.
const SIDES = [320, 640, 1_280, 2_048];

/** The smallest size offered that is sharp enough for `pixels` CSS pixels of the longer side. */
export function side(pixels) {
    const wanted = pixels * Math.min(devicePixelRatio, 2);
    return SIDES.find((each) => each >= wanted * 0.85) ?? SIDES.at(-1);
}

/** The address of a picture's thumbnail; with its version the browser may keep it for ever. */
export function thumbnail(id, version, pixels) {
    const suffix = version ? `&v=${version.slice(0, 16)}` : '';
    return `/v1/images/${id}/thumbnail?side=${side(pixels)}${suffix}`;
}

/** The address of an upload's thumbnail. */
export const uploadThumbnail = (id, pixels) => `/v1/uploads/${id}/thumbnail?side=${side(pixels)}`;

/** The address of a picture's own file. */
export const content = (id) => `/v1/images/${id}/content`;

/**
 * Listens to the status while the page is seen. A browser has six connections to a server for all its tabs together, and
 * listening takes one: a tab that nobody sees gives it back.
 *
 * @param {function(Object): void} heard called with each status
 * @param {function(): void} lost called when the server is gone; it is tried again and again
 */
export function listen(heard, lost) {
    let source = null;
    let again = 0;
    const stop = () => {
        clearTimeout(again);
        source?.close();
        source = null;
    };
    const start = () => {
        stop();
        source = new EventSource('/v1/events');
        source.addEventListener('status', (event) => heard(JSON.parse(event.data)));
        source.addEventListener('error', () => {
            lost();
            if (source?.readyState === EventSource.CLOSED) {
                again = setTimeout(start, 5_000);
            }
        });
    };
    document.addEventListener('visibilitychange', () => (document.hidden ? stop() : start()));
    addEventListener('pagehide', stop);
    addEventListener('pageshow', (event) => event.persisted && start());
    if (!document.hidden) {
        start();
    }
}
