package com.example.jersey;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.glassfish.jersey.media.multipart.FormDataBodyPart;
import org.glassfish.jersey.media.multipart.FormDataMultiPart;

@Path("/")
@Produces("application/json")
public class Orders {

    public static class Order {
        public String item;
        public int quantity;
        public BigDecimal price;
        public BigDecimal total;
    }

    @POST
    @Path("orders")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response order(Order order) {
        order.total = order.price.multiply(BigDecimal.valueOf(order.quantity));
        return Response.created(URI.create("/orders/1")).entity(order).build();
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
    public Map<String, Object> upload(FormDataMultiPart form) {
        Map<String, Object> parts = new TreeMap<>();
        form.getFields()
                .forEach((name, bodies) -> {
                    for (FormDataBodyPart body : bodies) {
                        byte[] bytes = body.getValueAs(byte[].class);
                        CRC32 sum = new CRC32();
                        sum.update(bytes);
                        parts.put(
                                name,
                                body.getFormDataContentDisposition().getFileName()
                                        + " "
                                        + body.getMediaType()
                                        + " "
                                        + bytes.length
                                        + " "
                                        + sum.getValue());
                    }
                });
        return parts;
    }

    @POST
    @Path("reverse")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public byte[] reverse(InputStream body) throws IOException {
        byte[] bytes = body.readAllBytes();
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
