package com.example.jersey;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.TreeMap;

@Path("/items")
@Produces("application/json")
public class Items {

    @GET
    public Map<String, Object> find(@Context UriInfo uri) {
        return new TreeMap<>(uri.getQueryParameters());
    }

    @GET
    @Path("/{id}")
    public Map<String, Object> item(@PathParam("id") String id, @Context UriInfo uri) {
        Map<String, Object> item = new TreeMap<>();
        item.put("id", id);
        item.put("uri", uri.getRequestUri().toString());
        return item;
    }

    @DELETE
    @Path("/{id}")
    public Response remove(@PathParam("id") String id) {
        return Response.noContent().header("X-Removed", id).build();
    }
}
