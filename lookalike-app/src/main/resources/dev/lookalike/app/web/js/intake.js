// Pictures from outside: chosen, dropped, pasted or photographed. One that comes is a question; adding it to the gallery
// is said explicitly, except where the gallery is empty and there is nothing to ask it.

import * as api from './api.js';
import { counted, note } from './dom.js';
import { START, go, state } from './state.js';

/** More than this in one drop is a slip of the hand, not a question. */
const MOST_AT_ONCE = 8;
const SLOW_MS = 300;

/** What is known of the uploads of this visit, by id. */
const uploads = new Map();

/** The upload with this id as it was told when it was sent, or null after a reload. */
export const uploadNow = (id) => uploads.get(id) ?? null;

export class Intake {
    /** @param {function(): boolean} empty whether the gallery is empty */
    constructor(empty) {
        this.empty = empty;
        this.file = document.getElementById('file');
        this.camera = document.getElementById('camera');
        this.files = document.getElementById('files');
        this.askButton = document.getElementById('ask');
        this.askText = document.getElementById('ask-text');
        this.more = false;
        this.#listen();
    }

    #listen() {
        this.askButton.addEventListener('click', () => this.choose());
        document.getElementById('choose').addEventListener('click', () => this.choose());
        document.getElementById('shoot').addEventListener('click', () => this.#pick(this.camera, false));
        for (const input of [this.file, this.camera]) {
            input.addEventListener('change', () => this.ask([...input.files], this.more));
        }
        this.files.addEventListener('change', () => this.add([...this.files.files]));
        document.addEventListener('paste', (event) => {
            const files = [...event.clipboardData.files];
            if (files.length > 0) {
                event.preventDefault();
                this.take(files);
            }
        });
        this.#listenForDrops();
    }

    #listenForDrops() {
        const cover = document.getElementById('drop');
        const words = document.getElementById('drop-text');
        const carries = (event) => event.dataTransfer?.types.includes('Files');
        let depth = 0;
        addEventListener('dragenter', (event) => {
            if (carries(event)) {
                event.preventDefault();
                depth++;
                words.textContent = this.empty() ? 'Drop to add' : 'Drop to find pictures like it';
                cover.hidden = false;
            }
        });
        addEventListener('dragover', (event) => {
            if (carries(event)) {
                event.preventDefault();
                event.dataTransfer.dropEffect = 'copy';
            }
        });
        addEventListener('dragleave', (event) => {
            if (carries(event)) {
                depth = Math.max(0, depth - 1);
                cover.hidden = depth === 0;
            }
        });
        addEventListener('drop', (event) => {
            depth = 0;
            cover.hidden = true;
            if (carries(event)) {
                event.preventDefault();
                this.take([...event.dataTransfer.files]);
            }
        });
    }

    /** Lets the person choose a picture to ask with; `more` makes it another example of the present question. */
    choose(more = false) {
        this.#pick(this.file, more);
    }

    /** Lets the person choose pictures to add to the gallery. */
    chooseToAdd() {
        this.#pick(this.files, false);
    }

    #pick(input, more) {
        this.more = more;
        // The same file may be chosen twice in a row.
        input.value = '';
        input.click();
    }

    /** Takes pictures that came by themselves. */
    take(files) {
        return this.empty() ? this.add(files) : this.ask(files, false);
    }

    /** Asks with these pictures. */
    async ask(files, more) {
        const chosen = files.slice(0, MOST_AT_ONCE);
        if (chosen.length === 0) {
            return;
        }
        if (files.length > MOST_AT_ONCE) {
            note(`Asking with the first ${MOST_AT_ONCE} of ${files.length} pictures.`);
        }
        const slow = setTimeout(() => this.#busy('Sending the picture'), SLOW_MS);
        try {
            const sent = [];
            for (const file of chosen) {
                const upload = await api.upload(file);
                uploads.set(upload.id, upload);
                sent.push({ upload: upload.id });
            }
            const now = state();
            const like = more ? [...now.like.filter((each) => !sent.some((one) => one.upload === each.upload)), ...sent] : sent;
            go(more ? { ...now, view: 'result', like, look: 0 } : { ...START, metric: now.metric, count: now.count, view: 'result', like });
        } catch (problem) {
            note(problem.message, true);
        } finally {
            clearTimeout(slow);
            this.#busy(null);
        }
    }

    #busy(text) {
        this.askText.textContent = text ?? '';
        this.askText.hidden = !text;
        this.askButton.form.toggleAttribute('aria-busy', Boolean(text));
    }

    /** Adds these pictures to the gallery, one after the other; a bad one stops nothing. */
    async add(files) {
        if (files.length === 0) {
            return;
        }
        const told = note(`Adding ${counted(files.length, 'picture')}`);
        const refused = [];
        for (const [index, file] of files.entries()) {
            told.text(`Adding ${index + 1} of ${files.length}`);
            try {
                await api.add(file);
            } catch (problem) {
                refused.push(`${file.name}: ${problem.message}`);
            }
        }
        told.close();
        const added = files.length - refused.length;
        if (added > 0) {
            note(`${counted(added, 'picture')} added`);
        }
        if (refused.length > 0) {
            const rest = refused.length > 1 ? ` (and ${counted(refused.length - 1, 'other')})` : '';
            note(`Not added: ${refused[0]}${rest}`, true);
        }
    }

    /** Adds an upload to the gallery; returns the picture it became, or null. */
    async keep(id) {
        try {
            const bytes = await api.uploaded(id);
            const image = await api.add(new File([bytes], uploadNow(id)?.name ?? 'picture'));
            note(`${image.name} added`);
            return image;
        } catch (problem) {
            note(problem.message, true);
            return null;
        }
    }
}
