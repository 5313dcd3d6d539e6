/** The manifests in k8s/, read as a cluster would and held against the host. */
@NullMarked
package dev.kiln.server.k8s;

import org.jspecify.annotations.NullMarked;
