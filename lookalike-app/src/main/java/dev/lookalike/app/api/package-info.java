/// What can be asked, in the words of the contract `openapi.yaml`, in this process or of a running server?
@NullMarked
package dev.lookalike.app.api;

import org.jspecify.annotations.NullMarked;
