package dev.engram.kit.input;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * What a resource method takes beside its path and headers.
 *
 * @param parameters names of query parameters
 * @param body whether it reads a body
 */
record DeclaredInput(SortedSet<String> parameters, boolean body) {

    /** By the annotations of the method's parameters, those of {@link BeanParam} types included. */
    static DeclaredInput of(Method method) {
        var names = new TreeSet<String>();
        boolean body = false;
        for (var parameter : method.getParameters()) {
            addName(names, parameter, parameter.getName());
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                addFields(names, parameter.getType());
            }
            body |= isBody(parameter.getAnnotations(), parameter.getType());
        }
        return new DeclaredInput(Collections.unmodifiableSortedSet(names), body);
    }

    private static void addFields(SortedSet<String> names, Class<?> type) {
        for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
            for (var field : owner.getDeclaredFields()) {
                addName(names, field, field.getName());
                if (field.isAnnotationPresent(BeanParam.class)) {
                    addFields(names, field.getType());
                }
            }
        }
    }

    private static void addName(SortedSet<String> names, AnnotatedElement element, String ownName) {
        var query = element.getAnnotation(QueryParam.class);
        if (query != null) {
            names.add(query.value());
        }
        var rest = element.getAnnotation(RestQuery.class);
        if (rest != null) {
            names.add(rest.value().isEmpty() ? ownName : rest.value());
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
