package com.example.jersey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.TreeMap;

@Path("/")
@Produces("application/json")
public class Requests {

    @GET
    @Path("headers")
    public Map<String, Object> headers(
            @Context HttpHeaders headers, @Context HttpServletRequest request) {
        Map<String, Object> seen = new TreeMap<>();
        for (String name : headers.getRequestHeaders().keySet()) {
            if (name.toLowerCase().startsWith("x-shop-")) {
                seen.put(name, headers.getRequestHeader(name));
            }
        }
        seen.put("languages", headers.getAcceptableLanguages().toString());
        seen.put("host", headers.getHeaderString("Host"));
        seen.put("remote", request.getRemoteAddr());
        seen.put("scheme", request.getScheme());
        seen.put("server", request.getServerName());
        seen.put("agent", headers.getHeaderString("User-Agent"));
        return seen;
    }

    @GET
    @Path("cookies")
    public Response cookies(@Context HttpHeaders headers) {
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
    public String error() {
        throw new IllegalStateException("The shop is closed");
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
}
