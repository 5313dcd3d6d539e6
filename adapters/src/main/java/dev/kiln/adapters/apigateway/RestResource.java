package dev.kiln.adapters.apigateway;

import dev.kiln.adapters.routes.RouteMatch.Parameter;
import java.util.List;

/**
 * A resource of a REST API as one request found it.
 *
 * @param path as the event's top level shows it
 * @param publicPath as its context shows it
 * @param parameters not decoded
 */
record RestResource(String template, String path, String publicPath, List<Parameter> parameters) {}
