/// How do programs and the page ask over HTTP?
@NullMarked
package dev.lookalike.app.http;

import org.jspecify.annotations.NullMarked;
