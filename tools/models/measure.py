"""Measures how well the bundled networks find pictures of the same class, for each way of preparing a picture.

    python measure.py --photos FOLDER --models FOLDER --cache FOLDER [--write-cards]

FOLDER holds photos in class folders (the class is the name of the folder a photo lies in). Every photo asks for its
like among all others. README.md holds the table this prints.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from PIL import Image

import cards
import pictures

BATCH = 8
SIZES = {"efficientnet-lite0": 224, "efficientnet-lite0-int8": 224, "efficientnet-lite2-int8": 260}
MARGIN = 0.875
PCA_SIZES = (32, 64, 96, 128, 160, 192, 256)


def embedder(file):
    """A session that answers with the input of the last Gemm, the layer before the classifier."""
    model = onnx.load(file)
    classifier = [node for node in model.graph.node if node.op_type == "Gemm"][-1]
    del model.graph.output[:]
    model.graph.output.append(onnx.helper.make_tensor_value_info(classifier.input[0], onnx.TensorProto.FLOAT, None))
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def ways(size):
    """Name, resize, side it resizes to, and resampling of each way to prepare a picture."""
    return {
        "margin": ("shorter-side", round(size / MARGIN), Image.BILINEAR),
        "margin-bicubic": ("shorter-side", int(size / MARGIN), Image.BICUBIC),
        "no-margin": ("shorter-side", size, Image.BILINEAR),
        "no-margin-bicubic": ("shorter-side", size, Image.BICUBIC),
        "whole": ("whole", size, Image.BILINEAR),
        "squash": ("squash", size, Image.BILINEAR),
        "squash-margin": ("squash", round(size / MARGIN), Image.BILINEAR),
        "letterbox": ("letterbox", size, Image.BILINEAR),
    }


def embed(file, normalisation, size, way, files):
    """One embedding a row. Pictures of one shape go through the network together."""
    session = embedder(file)
    resize, resize_to, resample = ways(size)[way]
    name = session.get_inputs()[0].name
    rows = np.empty((len(files), 1280), np.float32)
    waiting = {}

    def run(shape):
        numbers, batch = zip(*waiting.pop(shape))
        rows[list(numbers)] = session.run(None, {name: np.stack(batch)})[0]

    for number, path in enumerate(files):
        image = pictures.resized(pictures.upright(path), resize, size, resize_to, resample)
        group = waiting.setdefault(image.size, [])
        group.append((number, pictures.pixels(image, normalisation)))
        if len(group) == BATCH:
            run(image.size)
    for shape in list(waiting):
        run(shape)
    return rows


def cached(cache, models, name, way, files):
    """The embeddings from the cache folder, made if the network, the way or the photos are new."""
    file = models / f"{name}.onnx"
    card = json.loads(file.with_suffix(".json").read_text())
    key = hashlib.sha256(file.read_bytes())
    key.update("\n".join(f"{path.parent.name}/{path.name}" for path in files).encode())
    kept = cache / f"{name}-{way}-{key.hexdigest()[:12]}.npy"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        np.save(kept, embed(file, card["preprocessing"]["normalisation"], SIZES[name], way, files))
    return np.load(kept)


def unit(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def centred(rows):
    return unit(rows - rows.mean(axis=0))


def projected(rows, count):
    """Centred, then the collection's first `count` principal components."""
    moved = rows - rows.mean(axis=0)
    _, axes = np.linalg.eigh(moved.T.astype(np.float64) @ moved)
    return unit(moved @ axes[:, ::-1][:, :count].astype(np.float32))


def quality(rows, labels):
    """P@1, P@10 and mAP of cosine, leave-one-out: each row asks, all others answer, the whole order counts for mAP."""
    scores = rows @ rows.T
    np.fill_diagonal(scores, -np.inf)
    order = np.argsort(-scores, axis=1, kind="stable")[:, :-1]
    right = labels[order] == labels[:, None]
    precision = np.cumsum(right, axis=1) / np.arange(1, right.shape[1] + 1)
    average = (precision * right).sum(axis=1) / np.maximum(right.sum(axis=1), 1)
    return {"P@1": right[:, 0].mean(), "P@10": right[:, :10].mean(), "mAP": average.mean()}


def spaces(rows):
    rows = unit(rows)
    return {"plain": rows, "centred": centred(rows), "pca128": projected(rows, 128)}


def figures(rows, labels):
    return {
        space: {k: round(float(v), 4) for k, v in quality(vectors, labels).items()}
        for space, vectors in spaces(rows).items()
    }


def line(what, found):
    cells = [f"{found[space][figure]:.3f}" for space in ("plain", "centred", "pca128") for figure in ("P@1", "P@10", "mAP")]
    print(f"| {what} | " + " | ".join(cells) + " |", flush=True)


def write_card(models, name, found, count):
    file = models / f"{name}.json"
    card = json.loads(file.read_text())
    card["quality"] = {
        "protocol": f"leave-one-out over {count} clothing photos in 10 classes, cosine; P@10 and mAP over all others; pca128 is centred too",
        **found,
    }
    cards.write(file, card)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True, help="a folder for embeddings, outside the repository")
    parser.add_argument("--ways", nargs="+", default=["margin", "no-margin", "no-margin-bicubic", "whole"])
    parser.add_argument("--pca", action="store_true", help="also try principal components from 32 to 256")
    parser.add_argument("--write-cards", action="store_true", help="put the figures of the no-margin-bicubic way into the cards")
    args = parser.parse_args()
    files = pictures.files_below(args.photos)
    labels = np.array([path.parent.name for path in files])
    print("| network, way | P@1 | P@10 | mAP | centred P@1 | P@10 | mAP | PCA-128 P@1 | P@10 | mAP |\n|" + "---|" * 10)
    for way in args.ways:
        rows = {name: cached(args.cache, args.models, name, way, files) for name in SIZES}
        for name in SIZES:
            found = figures(rows[name], labels)
            line(f"{name}, {way}", found)
            if args.write_cards and way == "no-margin-bicubic":
                write_card(args.models, name, found, len(files))
        for small in ("efficientnet-lite0", "efficientnet-lite0-int8"):
            joined = np.hstack([unit(rows[small]), unit(rows["efficientnet-lite2-int8"])])
            line(f"{small} + efficientnet-lite2-int8, {way}", figures(joined, labels))
            if args.pca:
                pca(f"{small} + efficientnet-lite2-int8, {way}", joined, labels)
        if args.pca:
            for name in SIZES:
                pca(f"{name}, {way}", rows[name], labels)


def pca(what, rows, labels):
    for count in PCA_SIZES:
        found = quality(projected(unit(rows), count), labels)
        print(f"| {what}, PCA-{count} | " + " | ".join(f"{found[k]:.3f}" for k in ("P@1", "P@10", "mAP")) + " |", flush=True)


if __name__ == "__main__":
    main()
