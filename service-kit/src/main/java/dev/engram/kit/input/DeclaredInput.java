package dev.engram.kit.input;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * What a resource method takes beside its path and headers.
 *
 * @param parameters query parameters by name: whether each may be repeated, as those that are declared as a list
 * @param body whether it reads a body
 */
record DeclaredInput(Map<String, Boolean> parameters, boolean body) {

    /** By the annotations of the method's parameters, those of {@link BeanParam} types included. */
    static DeclaredInput of(Method method) {
        var found = new HashMap<String, Boolean>();
        boolean body = false;
        for (var parameter : method.getParameters()) {
            add(found, parameter, parameter.getName(), parameter.getType());
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                addFields(found, parameter.getType());
            }
            body |= isBody(parameter.getAnnotations(), parameter.getType());
        }
        return new DeclaredInput(Map.copyOf(found), body);
    }

    private static void addFields(Map<String, Boolean> found, Class<?> type) {
        for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
            for (var field : owner.getDeclaredFields()) {
                add(found, field, field.getName(), field.getType());
                if (field.isAnnotationPresent(BeanParam.class)) {
                    addFields(found, field.getType());
                }
            }
        }
    }

    private static void add(Map<String, Boolean> found, AnnotatedElement element, String ownName, Class<?> type) {
        boolean isRepeatable = Collection.class.isAssignableFrom(type) || type.isArray();
        var query = element.getAnnotation(QueryParam.class);
        if (query != null) {
            found.put(query.value(), isRepeatable);
        }
        var rest = element.getAnnotation(RestQuery.class);
        if (rest != null) {
            found.put(rest.value().isEmpty() ? ownName : rest.value(), isRepeatable);
        }
    }

    /** A parameter that no annotation fills, and that is no part of the request such as its headers. */
    private static boolean isBody(Annotation[] annotations, Class<?> type) {
        return !isOfRest(type)
                && Arrays.stream(annotations).map(Annotation::annotationType).noneMatch(DeclaredInput::isOfRest);
    }

    private static boolean isOfRest(Class<?> type) {
        return type.getName().startsWith("jakarta.ws.rs.") || type.getName().startsWith("org.jboss.resteasy.reactive.");
    }
}
