/// Milvus, tried on a real server.
@NullMarked
package dev.lookalike.engines.milvus;

import org.jspecify.annotations.NullMarked;
