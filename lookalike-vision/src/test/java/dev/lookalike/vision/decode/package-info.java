@org.jspecify.annotations.NullMarked
package dev.lookalike.vision.decode;
