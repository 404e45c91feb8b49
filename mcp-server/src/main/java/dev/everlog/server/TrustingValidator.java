package dev.everlog.server;

import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import java.util.Map;

/**
 * Accepts everything. The tools check their own arguments, and the SDK's default would load a second schema library
 * before the handshake.
 */
final class TrustingValidator implements JsonSchemaValidator {
    @Override
    public ValidationResponse validate(Map<String, Object> schema, Object content) {
        return ValidationResponse.asValid(null);
    }
}
