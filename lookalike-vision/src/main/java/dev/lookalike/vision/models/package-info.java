/// Where do networks come from, and how is it kept what is known of them?
@NullMarked
package dev.lookalike.vision.models;

import org.jspecify.annotations.NullMarked;
