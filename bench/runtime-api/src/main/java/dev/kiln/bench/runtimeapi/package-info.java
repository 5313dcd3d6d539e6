/** One HTTP front before several of AWS's runtime interface clients, each a process of its own. */
@NullMarked
package dev.kiln.bench.runtimeapi;

import org.jspecify.annotations.NullMarked;
