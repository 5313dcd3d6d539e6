/** Spring's part of the host: it joins a front door that already serves. */
@NullMarked
package dev.kiln.server;

import org.jspecify.annotations.NullMarked;
