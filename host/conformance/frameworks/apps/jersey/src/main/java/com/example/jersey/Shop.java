package com.example.jersey;

import com.amazonaws.serverless.proxy.jersey.JerseyLambdaContainerHandler;
import com.amazonaws.serverless.proxy.model.ContainerConfig;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.media.multipart.MultiPartFeature;
import org.glassfish.jersey.server.ResourceConfig;

/** Finds its resources by scanning the package. */
public class Shop extends ResourceConfig {

    static {
        ContainerConfig config = JerseyLambdaContainerHandler.getContainerConfig();
        config.setDefaultContentCharset("UTF-8");
        config.addBinaryContentTypes(
                "application/octet-stream", "image/png", "multipart/form-data");
    }

    public Shop() {
        packages(Shop.class.getPackageName());
        register(JacksonFeature.class);
        register(MultiPartFeature.class);
    }
}
