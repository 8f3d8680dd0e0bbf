"""What Cornac learns from the same likes: reads `likes.csv` (user,item) and `features.csv` (a row of values per item) in a folder,
learns with MODEL (vbpr or bpr), and writes the score of every item for every user to `scores.bin` (little-endian float32, row by row).
Prints the seconds of an epoch.

    peer.py FOLDER MODEL USERS FACTORS VISUAL_FACTORS EPOCHS BATCH RATE DECAY SEED
"""

import sys
import time

import numpy as np
from cornac.data import Dataset, ImageModality
from cornac.models import BPR, VBPR

folder, model = sys.argv[1:3]
users, factors, visual, epochs, batch = map(int, sys.argv[3:8])
rate, decay = map(float, sys.argv[8:10])
seed = int(sys.argv[10])

likes = np.loadtxt(f"{folder}/likes.csv", delimiter=",", dtype=np.int64)
features = np.loadtxt(f"{folder}/features.csv", delimiter=",", dtype=np.float32)
items = len(features)
data = Dataset.from_uir([(int(user), int(item), 1.0) for user, item in likes], seed=seed)
known = [int(item) for item in data.item_ids]
rows = [int(user) for user in data.user_ids]
scores = np.zeros((users, items), dtype=np.float32)

if model == "vbpr":
    image = ImageModality(features=features[known], ids=[str(i) for i in range(len(known))])
    image.build(id_map={str(i): i for i in range(len(known))})
    data.add_modalities(item_image=image)
    learner = VBPR(k=factors, k2=visual, n_epochs=epochs, batch_size=batch, learning_rate=rate, lambda_w=decay,
                   lambda_b=decay, lambda_e=0.0, seed=seed, verbose=False)
    begin = time.perf_counter()
    learner.fit(data)
    seconds = time.perf_counter() - begin
    seen = features @ learner.emb_matrix
    scores[rows] = learner.theta_user @ seen.T + (features @ learner.beta_prime).ravel()
    learnt = learner.gamma_user @ learner.gamma_item.T + learner.beta_item
else:
    learner = BPR(k=factors, max_iter=epochs, learning_rate=rate, lambda_reg=decay, num_threads=1, seed=seed, verbose=False)
    begin = time.perf_counter()
    learner.fit(data)
    seconds = time.perf_counter() - begin
    learnt = learner.u_factors @ learner.i_factors.T + learner.i_biases
scores[np.ix_(rows, known)] += learnt
scores.astype("<f4").tofile(f"{folder}/scores.bin")
print(seconds / epochs)
