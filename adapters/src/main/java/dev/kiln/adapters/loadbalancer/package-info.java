/** Application Load Balancers: their events, and what they make of a function's results. */
@NullMarked
package dev.kiln.adapters.loadbalancer;

import org.jspecify.annotations.NullMarked;
