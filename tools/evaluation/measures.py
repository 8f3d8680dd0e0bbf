"""What trec_eval makes of rankings: reads, from standard input, a JSON list of rankings, each a list of 1 (right) and 0
(wrong), the best answer first; prints a JSON list with the measures of each, by the names that Lookalike gives them."""

import json
import sys

import pytrec_eval

DEPTHS = (1, 5, 10, 20, 50, 100)
NAMES = {"map": "mAP", "map_cut_10": "mAP@10", "map_cut_100": "mAP@100", "Rprec": "R-precision", "recip_rank": "MRR",
         "ndcg": "nDCG", "ndcg_cut_10": "nDCG@10", "ndcg_cut_100": "nDCG@100"}
NAMES |= {f"{theirs}_{depth}": f"{ours}@{depth}" for theirs, ours in (("P", "P"), ("recall", "R"), ("success", "CMC"))
          for depth in DEPTHS}

rankings = json.load(sys.stdin)
judged = {str(query): {str(place): right for place, right in enumerate(ranking)} for query, ranking in enumerate(rankings)}
scores = {str(query): {str(place): float(len(ranking) - place) for place in range(len(ranking))}
          for query, ranking in enumerate(rankings)}
depths = ",".join(map(str, DEPTHS))
wanted = {"map", "Rprec", "recip_rank", "ndcg", "map_cut.10,100", "ndcg_cut.10,100",
          *(f"{name}.{depths}" for name in ("P", "recall", "success"))}
measured = pytrec_eval.RelevanceEvaluator(judged, wanted).evaluate(scores)
json.dump([{NAMES[name]: value for name, value in measured[str(query)].items()} for query in range(len(rankings))], sys.stdout)
