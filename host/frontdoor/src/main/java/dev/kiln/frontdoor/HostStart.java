package dev.kiln.frontdoor;

import dev.kiln.frontdoor.config.EarlySettings;
import dev.kiln.frontdoor.hosting.Hosting;

/**
 * What exists before the host application starts.
 *
 * @param early what has been read of the process's environment, properties and arguments
 * @param door open, with one function behind it, if the environment named a handler; else closed
 *     and empty, and the application's to fill and to open
 * @param hosting makes functions of definitions
 */
public record HostStart(EarlySettings early, FrontDoor door, Hosting hosting) {}
