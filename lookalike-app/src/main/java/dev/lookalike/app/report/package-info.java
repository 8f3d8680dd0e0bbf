/// Measurements as one page that needs nothing else.
@NullMarked
package dev.lookalike.app.report;

import org.jspecify.annotations.NullMarked;
