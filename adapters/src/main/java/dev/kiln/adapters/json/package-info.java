/** Events written and results read as streams: nothing is parsed into a tree or spelt anew. */
@NullMarked
package dev.kiln.adapters.json;

import org.jspecify.annotations.NullMarked;
