package com.example.quarkus;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class Shop {

    public record Order(String item, int quantity, BigDecimal price) {}

    public record Receipt(String item, BigDecimal total) {}

    @GET
    @Path("items")
    public Map<String, Object> find(UriInfo uri) {
        return new TreeMap<>(uri.getQueryParameters());
    }

    @GET
    @Path("items/{id}")
    public Map<String, String> item(String id, UriInfo uri) {
        return new TreeMap<>(Map.of("id", id, "path", uri.getPath()));
    }

    @DELETE
    @Path("items/{id}")
    public Response remove(String id) {
        return Response.noContent().header("X-Removed", id).build();
    }

    @GET
    @Path("headers")
    public Map<String, Object> headers(HttpHeaders headers) {
        Map<String, Object> seen = new TreeMap<>();
        for (String name : headers.getRequestHeaders().keySet()) {
            if (name.toLowerCase().startsWith("x-shop-")) {
                seen.put(name, headers.getRequestHeader(name));
            }
        }
        seen.put("languages", headers.getAcceptableLanguages().toString());
        seen.put("host", String.valueOf(headers.getHeaderString("Host")));
        return seen;
    }

    @GET
    @Path("cookies")
    public Response cookies(HttpHeaders headers) {
        Map<String, String> values = new TreeMap<>();
        for (Cookie cookie : headers.getCookies().values()) {
            values.put(cookie.getName(), cookie.getValue());
        }
        return Response.ok(values)
                .cookie(new NewCookie.Builder("basket").value("42").path("/").build())
                .cookie(new NewCookie.Builder("theme").value("dark").httpOnly(true).build())
                .header("X-Tag", "one")
                .header("X-Tag", "two")
                .build();
    }

    @GET
    @Path("text")
    @Produces("text/plain;charset=UTF-8")
    public String text() {
        return "Grüezi, 世界 🌍\n";
    }

    @GET
    @Path("failure")
    public String fail() {
        throw new IllegalStateException("The shop is closed");
    }

    /** Left to itself Quarkus answers with a random id of the error. */
    @ServerExceptionMapper
    public Response closed(IllegalStateException problem) {
        return Response.serverError().entity(Map.of("reason", problem.getMessage())).build();
    }

    @GET
    @Path("image")
    @Produces("image/png")
    public byte[] image() {
        byte[] image = new byte[512];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) (i * 7);
        }
        return image;
    }

    @POST
    @Path("orders")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response order(Order order) {
        BigDecimal total = order.price().multiply(BigDecimal.valueOf(order.quantity()));
        return Response.created(URI.create("/orders/1"))
                .entity(new Receipt(order.item(), total))
                .build();
    }

    @POST
    @Path("form")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Map<String, Object> form(MultivaluedMap<String, String> fields) {
        return new TreeMap<>(fields);
    }

    @POST
    @Path("upload")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Map<String, Object> upload(@RestForm String note, @RestForm FileUpload photo)
            throws IOException {
        CRC32 sum = new CRC32();
        sum.update(Files.readAllBytes(photo.uploadedFile()));
        return new TreeMap<>(
                Map.of(
                        "note", note,
                        "name", photo.fileName(),
                        "type", photo.contentType(),
                        "size", photo.size(),
                        "sum", sum.getValue()));
    }

    @POST
    @Path("reverse")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public byte[] reverse(byte[] body) {
        byte[] reversed = new byte[body.length];
        for (int i = 0; i < body.length; i++) {
            reversed[i] = body[body.length - 1 - i];
        }
        return reversed;
    }
}
