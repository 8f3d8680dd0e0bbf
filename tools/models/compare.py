"""Compares the bundled networks with the plain float32 ones they were made from, and times them.

    python bundled.py --calibration CALIBRATION --out FOLDER --keep-float FLOATS
    python compare.py --photos PHOTOS --models FOLDER --floats FLOATS

Prints the least and the mean cosine between the embeddings of the same photos, and images/s of the network alone.
"""

import argparse
import time
from pathlib import Path

import numpy as np
from PIL import Image

import bundled
import measure
import pictures

ROUNDS = 9


def photos(files, size):
    """Prepared as the networks were trained: bicubic, with a margin that the crop cuts off."""
    side = int(size / measure.MARGIN)
    images = (pictures.resized(pictures.upright(file), "shorter-side", size, side, Image.BICUBIC) for file in files)
    return np.stack([pictures.pixels(image, bundled.NORMALISATION) for image in images])


def embeddings(session, tensors):
    batches = (tensors[i : i + measure.BATCH] for i in range(0, len(tensors), measure.BATCH))
    return measure.unit(np.concatenate([session.run(None, {"pixels": batch})[0] for batch in batches]))


def images_per_second(session, batch):
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        session.run(None, {"pixels": batch})
        seconds.append(time.perf_counter() - started)
    return len(batch) / np.median(seconds)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--floats", type=Path, required=True)
    parser.add_argument("--count", type=int, default=200)
    args = parser.parse_args()
    files = pictures.spread(pictures.files_below(args.photos), args.count)
    print("| network | least cosine | mean cosine | images/s |\n|---|---|---|---|")
    for name, size in measure.SIZES.items():
        tensors = photos(files, size)
        session = measure.embedder(args.models / f"{name}.onnx")
        exact = measure.embedder(args.floats / f"{name.removesuffix('-int8')}-float32.onnx")
        cosines = (embeddings(session, tensors) * embeddings(exact, tensors)).sum(axis=1)
        speed = images_per_second(session, tensors[: measure.BATCH])
        print(f"| {name} | {cosines.min():.4f} | {cosines.mean():.4f} | {speed:.0f} |", flush=True)


if __name__ == "__main__":
    main()
