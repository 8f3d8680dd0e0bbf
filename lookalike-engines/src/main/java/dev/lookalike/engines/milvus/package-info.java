/// Milvus: a server, or many, for those who outgrow one machine.
@NullMarked
package dev.lookalike.engines.milvus;

import org.jspecify.annotations.NullMarked;
