/** Written by npm run generate from contracts/openapi/public.json. */
export interface paths {
    "/api/signups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/customers/{customerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["customerV2"];
        put?: never;
        post?: never;
        delete: operations["eraseV2"];
        options?: never;
        head?: never;
        patch: operations["changeV2"];
        trace?: never;
    };
    "/api/v1/customers/{customerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @deprecated
         * @description Ends on 2027-05-01: use /v2/customers/:customerId.
         */
        get: operations["customerV1"];
        put?: never;
        post?: never;
        /**
         * @deprecated
         * @description Ends on 2027-05-01: use /v2/customers/:customerId.
         */
        delete: operations["eraseV1"];
        options?: never;
        head?: never;
        /**
         * @deprecated
         * @description Ends on 2027-05-01: use /v2/customers/:customerId.
         */
        patch: operations["changeV1"];
        trace?: never;
    };
    "/api/credentials/{customerId}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["logIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/.well-known/oauth-authorization-server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["metadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["requestReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password-resets/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["showResetForm"];
        put?: never;
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password-resets/{token}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["requestResetAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["grant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oauth/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["jwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verifications/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ask"];
        put?: never;
        post: operations["confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verifications/{token}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["sendByLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{customerId}/verification-mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/welcome-packs/{customerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{customerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{customerId}/redemptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["redemptions"];
        put?: never;
        post: operations["redeem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{customerId}/redemptions/{redemptionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["redemption"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/customers/{customerId}/friend-suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["suggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/baby": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/baby/{registrationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["registration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/names-board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/top10": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["open"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Signup: {
            email: string;
            password: string;
            givenName: string;
            familyName: string;
            address: {
                line1: string;
                line2?: string;
                city: string;
                postcode: string;
                country: string;
            };
            friends?: string[];
        };
        SignedUp: {
            /** Format: uuid */
            customerId: string;
            links: {
                customer: string;
                session: string;
            };
            /** @description Whether each link works already. One that is coming answers 503 with Retry-After until it does. */
            states: {
                /** @enum {string} */
                customer: "ready" | "coming";
                /** @enum {string} */
                session: "ready" | "coming";
            };
        };
        Problem: {
            /** Format: uri */
            type: string;
            title: string;
            status: number;
            detail: string;
            correlationId: string;
            errors?: {
                pointer?: string;
                detail?: string;
            }[];
        };
        Customer: {
            /** Format: uuid */
            customerId: string;
            /** Format: email */
            email: string;
            name: components["schemas"]["StoredName"];
            address: components["schemas"]["StoredAddress"];
            emailVerified: boolean;
        };
        StoredName: {
            given: string;
            family: string;
        };
        StoredAddress: {
            line1: string;
            line2?: string;
            city: string;
            postcode: string;
            country: string;
        };
        CustomerChange: {
            email?: string;
            name?: components["schemas"]["NameChange"];
            address?: components["schemas"]["AddressChange"];
        };
        NameChange: {
            given?: string;
            family?: string;
        };
        AddressChange: {
            line1?: string;
            line2?: string | null;
            city?: string;
            postcode?: string;
            country?: string;
        };
        CustomerV1: {
            /** Format: uuid */
            customerId: string;
            /** Format: email */
            email: string;
            address: components["schemas"]["StoredAddress"];
            emailVerified: boolean;
            givenName: string;
            familyName: string;
        };
        CustomerChangeV1: {
            email?: string;
            address?: components["schemas"]["AddressChange"];
            givenName?: string;
            familyName?: string;
        };
        PasswordChange: {
            oldPassword: string;
            newPassword: string;
        };
        Session: {
            accessToken: string;
            /** @enum {string} */
            tokenType: "Bearer";
            expiresIn: number;
            refreshToken: string;
        };
        LogIn: {
            email: string;
            password: string;
        };
        AuthorizationServer: {
            issuer: string;
            token_endpoint: string;
            revocation_endpoint: string;
            jwks_uri: string;
            grant_types_supported: string[];
            response_types_supported: string[];
            token_endpoint_auth_methods_supported: string[];
            revocation_endpoint_auth_methods_supported: string[];
        };
        ResetRequest: {
            email: string;
        };
        NewPassword: {
            password: string;
        };
        Grant: {
            /** @enum {string} */
            grant_type: "client_credentials";
            audience: string;
        } | {
            /** @enum {string} */
            grant_type: "refresh_token";
            refresh_token: string;
        };
        Granted: {
            access_token: string;
            /** @enum {string} */
            token_type: "Bearer";
            expires_in: number;
            refresh_token?: string;
        };
        Revocation: {
            token: string;
            token_type_hint?: string;
        };
        Jwks: {
            keys: Record<string, never>[];
        };
        WelcomePack: {
            /** Format: uuid */
            customerId: string;
            trackingId: string | null;
        };
        Account: {
            /** Format: uuid */
            customerId: string;
            balance: number;
            version: number;
        };
        RedemptionOrder: {
            points: number;
        };
        Redemption: {
            /** Format: uuid */
            redemptionId: string;
            /** Format: uuid */
            customerId: string;
            points: number;
            /** @description what was left */
            balance: number;
            /** Format: date-time */
            redeemedAt: string;
        };
        Redemptions: {
            redemptions: components["schemas"]["Redemption"][];
        };
        FriendSuggestions: {
            suggestions: {
                /** Format: uuid */
                friendId: string;
                /** @description null when the friend registered before names were kept */
                name: components["schemas"]["FriendName"] | null;
            }[];
        };
        FriendName: {
            given: string;
            familyInitial: string;
        };
        Baby: {
            name: string;
            /** @enum {string} */
            sex: "male" | "female";
        };
        RegisteredBaby: {
            /** Format: uuid */
            registrationId: string;
            name: string;
            /** @enum {string} */
            sex: "male" | "female";
        };
        Top10: {
            boys: {
                name: string;
                count: number;
            }[];
            girls: {
                name: string;
                count: number;
            }[];
            asOf: string | null;
        };
        Entry: {
            offset: number;
            name: string;
            /** @enum {string} */
            sex: "male" | "female";
            count: number;
            /** Format: date-time */
            at: string;
            position: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    signUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: for a day, the same request under the same key is answered like the first, which is done once. A key belongs to the caller, or without a token to their network address. */
                "idempotency-key"?: string;
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Signup"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedUp"];
                };
            };
            /** @description Too many requests: try again after the number of seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    customerV2: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    eraseV2: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the caller received last: what has changed since is left as it is (412). */
                "if-match"?: string;
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeV2: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that the caller received last: what has changed since is left as it is (412). */
                "if-match": string;
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["CustomerChange"];
                "application/json": components["schemas"]["CustomerChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description Too many requests: try again after the number of seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    customerV1: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerV1"];
                };
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    eraseV1: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the caller received last: what has changed since is left as it is (412). */
                "if-match"?: string;
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeV1: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that the caller received last: what has changed since is left as it is (412). */
                "if-match": string;
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["CustomerChangeV1"];
                "application/json": components["schemas"]["CustomerChangeV1"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerV1"];
                };
            };
            /** @description Too many requests: try again after the number of seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Too many requests: try again after the number of seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LogIn"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Too many requests: try again after the number of seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    metadata: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthorizationServer"];
                };
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestReset: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetRequest"];
            };
        };
        responses: {
            /** @description A mail with a link is on its way, if an account has this address */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests: try again after the number of seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showResetForm: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page with a form that sets a new password */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests: try again after the number of seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description The password is changed, and all sessions have ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests: try again after the number of seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestResetAgain: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A mail with a new link is on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests: try again after the number of seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    grant: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["Grant"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Granted"];
                };
            };
            /** @description Too many requests: try again after the number of seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["Revocation"];
            };
        };
        responses: {
            /** @description The session has ended, or there was none of this token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests: try again after the number of seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jwks: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jwks"];
                };
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ask: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page with a button that confirms the address */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests: try again after the number of seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirm: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The address is verified */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests: try again after the number of seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendByLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A mail with a new link is on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests: try again after the number of seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description A mail with a new link is on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Too many requests: try again after the number of seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    find: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WelcomePack"];
                };
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    account: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redemptions: {
        parameters: {
            query?: {
                /** @description How many entries the page has at most. */
                limit?: number;
                /** @description Where the page begins: follow the Link of the page before. Without it, the list begins. */
                cursor?: string;
            };
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The next page, as `<reference>; rel="next"`; absent on the last one. */
                    link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redemptions"];
                };
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeem: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: for a day, the same request under the same key is answered like the first, which is done once. A key belongs to the caller, or without a token to their network address. */
                "idempotency-key"?: string;
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedemptionOrder"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redemption"];
                };
            };
            /** @description Too many requests: try again after the number of seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redemption: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                customerId: string;
                redemptionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Redemption"];
                };
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suggestions: {
        parameters: {
            query?: {
                /** @description How many entries the page has at most. */
                limit?: number;
                /** @description Where the page begins: follow the Link of the page before. Without it, the list begins. */
                cursor?: string;
            };
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The next page, as `<reference>; rel="next"`; absent on the last one. */
                    link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FriendSuggestions"];
                };
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: for a day, the same request under the same key is answered like the first, which is done once. A key belongs to the caller, or without a token to their network address. */
                "idempotency-key"?: string;
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Baby"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredBaby"];
                };
            };
            /** @description Too many requests: try again after the number of seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registration: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path: {
                registrationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredBaby"];
                };
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    page: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list as a page that keeps itself up to date */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list: {
        parameters: {
            query?: never;
            header?: {
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Top10"];
                };
            };
            /** @description The list has not changed since the version in If-None-Match */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    open: {
        parameters: {
            query?: {
                offset?: string;
            };
            header?: {
                /** @description Like offset, and takes precedence: browsers that reconnect send it to the same URL */
                "last-event-id"?: string;
                /** @description The business process that the request belongs to. A request without a valid one begins a new one, and `X-Correlation-ID-Note` in the answer says when the one that was sent is not valid. */
                "x-correlation-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every registration as it happens, until either side closes the connection: one object per line, or as the data of an event whose id is its position. Offsets are 1, 2, 3, … without a gap; a reader that was disconnected resumes from the last position, as `offset`. A position of another log is refused (410). Empty lines and comments are heartbeats. A reader that accepts nothing while entries wait is disconnected. A reader too many is refused with 429 or 503 and `Retry-After`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["Entry"];
                    "text/event-stream": components["schemas"]["Entry"];
                };
            };
            /** @description Too many requests: try again after the number of seconds in `Retry-After` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem details */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
