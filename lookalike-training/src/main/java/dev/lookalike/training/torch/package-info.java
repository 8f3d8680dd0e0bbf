/// How is a network run backwards? The only place that knows PyTorch.
@NullMarked
package dev.lookalike.training.torch;

import org.jspecify.annotations.NullMarked;
