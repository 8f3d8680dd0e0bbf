"""Holds maps that `tools/bench map` left against scikit-learn's t-SNE of the same vectors, and its clusters against the classes and
against other ways to cluster.

    "$(tools/map/python)" tools/map/measure.py FOLDER/map-NAME ...

Trustworthiness at 12 says how many of a picture's 12 nearest on the map were near in the space, by the cosine there."""

import argparse
import time
from pathlib import Path

import numpy as np
from sklearn.cluster import HDBSCAN, KMeans
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness
from sklearn.metrics import adjusted_mutual_info_score, silhouette_score

NEIGHBOURS = 12


def told(name, labels, clusters):
    inside = clusters >= 0
    print(f"  {name:24} {len(set(clusters[inside])):4} clusters, {1 - inside.mean():.3f} in none, AMI of the rest "
          f"{adjusted_mutual_info_score(labels[inside], clusters[inside]):.3f}, of all "
          f"{adjusted_mutual_info_score(labels, clusters):.3f}", flush=True)


def by_silhouette(units):
    """k-means on unit vectors, with as many clusters as have the best silhouette on a sample."""
    best = (-1.0, None)
    for count in (5, 7, 10, 14, 20, 28, 40):
        clusters = KMeans(count, n_init=3, random_state=1).fit_predict(units)
        score = silhouette_score(units, clusters, sample_size=min(3_000, len(units)), random_state=1)
        best = max(best, (score, count, clusters), key=lambda each: each[0])
    return best[2]


def measure(folder, peer, others):
    space = np.load(folder / "space.npy")
    units = space / np.linalg.norm(space, axis=1, keepdims=True)
    labels = np.load(folder / "labels.npy")
    print(f"{folder.name}, {len(units)} pictures, trustworthiness at {NEIGHBOURS}", flush=True)
    for name in ("pca", "tsne"):
        kept = trustworthiness(units, np.load(folder / f"{name}.npy"), n_neighbors=NEIGHBOURS)
        print(f"  ours, {name:18} {kept:.4f}", flush=True)
    if peer:
        start = time.time()
        theirs = TSNE(random_state=1, n_jobs=2).fit_transform(units)
        seconds = time.time() - start
        kept = trustworthiness(units, theirs, n_neighbors=NEIGHBOURS)
        print(f"  scikit-learn's TSNE     {kept:.4f} in {seconds:.1f} s", flush=True)
    told("ours", labels, np.load(folder / "clusters.npy"))
    if others:
        told("k-means by silhouette", labels, by_silhouette(units))
        few = PCA(32, random_state=1).fit_transform(units)
        told("HDBSCAN on 32 axes", labels, HDBSCAN(min_cluster_size=max(10, len(units) // 200), copy=True).fit_predict(few))


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("folders", nargs="+", type=Path)
parser.add_argument("--without-peer", action="store_true", help="leave scikit-learn's map out")
parser.add_argument("--without-others", action="store_true", help="leave other clusterings out")
arguments = parser.parse_args()
for each in arguments.folders:
    measure(each, not arguments.without_peer, not arguments.without_others)
