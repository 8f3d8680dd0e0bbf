/// What stands in the demo shop? Each kind of product with its forms and the one who paints it.
@NullMarked
package dev.lookalike.demo.product;

import org.jspecify.annotations.NullMarked;
