/**
 * The way in, on Reactor Netty, before and beside Spring: starts the process, opens the socket,
 * says who answers which request, and ends. {@link dev.kiln.frontdoor.Kiln} is the main class,
 * {@link dev.kiln.frontdoor.Router} the map of all paths. It joins the packages below it, which do
 * not know it.
 */
@NullMarked
package dev.kiln.frontdoor;

import org.jspecify.annotations.NullMarked;
