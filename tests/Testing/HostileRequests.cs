using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Moderation.Testing;

/// <summary>
/// Requests to every endpoint of a service that no well-meaning client sends: other methods, media types, encodings, bodies that
/// are no JSON or the wrong one, members and parameters of the wrong type.
/// </summary>
public static class HostileRequests
{
    private const string Json = "application/json";

    /// <summary>Endpoints. One after the other would mostly wait where much else runs.</summary>
    private const int AtOnce = 4;

    private static readonly string[] NotOurs = ["/openapi/", "/health/"];

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"];

    private static readonly string[] Ids =
    [
        "0198f1a2-0000-7000-8000-000000000000",
        "khong-phai-id",
        "%F0%9F",
        "..%2F..%2Fetc",
        "%E2%80%8B",
        new('9', 500),
    ];

    private static readonly string[] Values = ["", "abc", "NaN", "29/11/2026", "%00%F0%9F", "99999999999"];

    private static readonly (string Type, byte[] Body)[] Bodies =
    [
        (Json, []),
        (Json, "{"u8.ToArray()),
        (Json, "null"u8.ToArray()),
        (Json, "[]"u8.ToArray()),
        (Json, "\"chữ\""u8.ToArray()),
        (Json, "123"u8.ToArray()),
        (Json, "{\"a\":1,}"u8.ToArray()),
        (Json, "{\"\\ud800\":\"\\udfff\"}"u8.ToArray()),
        (Json, [0xFF, 0xFE, 0x7B, 0x7D]),
        (Json, Encoding.ASCII.GetBytes(new string('[', 3_000))),
        ("application/json; charset=\"utf-8\"", "{}"u8.ToArray()),
        ("application/json; charset=utf8", "{}"u8.ToArray()),
        ("application/json; charset='utf-8'", "{}"u8.ToArray()),
        ("application/json; charset=utf-16", Encoding.Unicode.GetBytes("{}")),
        ("application/json; charset=utf-7", "{}"u8.ToArray()),
        ("application/json; charset=khong-co", "{}"u8.ToArray()),
        ("application/json; charset=", "{}"u8.ToArray()),
        ("application/json;;;", "{}"u8.ToArray()),
        ("khong phai kieu", "{}"u8.ToArray()),
        ("text/plain", "{}"u8.ToArray()),
        ("text/xml", "<a/>"u8.ToArray()),
        ("application/x-www-form-urlencoded; charset=\"utf8\"", "a=%F0%9F&=&&a=%00"u8.ToArray()),
        ("application/x-www-form-urlencoded", "%=%&a[b]=c&__proto__=1"u8.ToArray()),
        ("multipart/form-data; boundary=x", "--y\r\n\r\n"u8.ToArray()),
        ("multipart/form-data", "--x--"u8.ToArray()),
    ];

    private static readonly Func<JsonNode?>[] WrongValues =
    [
        () => null,
        () => 123,
        () => true,
        () => "không phải",
        () => "\0\u200b\u3164",
        () => new string('x', 900),
        () => new JsonArray(1, "a", null),
        () => new JsonObject { ["a"] = new JsonArray() },
    ];

    /// <param name="client">Of the service; it follows no redirect.</param>
    /// <param name="endpoints">
    /// Those of the service. Its description is the framework's, and not there in Production; its health may well be 503.
    /// </param>
    /// <param name="isPage">Which of them are for people, who are refused with a page.</param>
    /// <returns>
    /// What was answered with 5xx, or refused without problem details with a code and a text in both languages.
    /// </returns>
    public static async Task<IReadOnlyList<string>> WronglyAnsweredAsync(
        HttpClient client,
        IEnumerable<RouteEndpoint> endpoints,
        Func<RouteEndpoint, bool>? isPage = null
    )
    {
        ConcurrentQueue<string> wrong = [];
        var own = endpoints.Where(endpoint =>
            !NotOurs.Any(path => endpoint.RoutePattern.RawText!.StartsWith(path, StringComparison.Ordinal))
        );
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
        await Parallel.ForEachAsync(
            own,
            parallel,
            async (endpoint, _) =>
            {
                var refusal = isPage?.Invoke(endpoint) == true ? "text/html" : "application/problem+json";
                foreach (var (request, what) in RequestsTo(endpoint))
                {
                    using var sent = request;
                    using var response = await client.SendAsync(
                        sent,
                        HttpCompletionOption.ResponseHeadersRead,
                        CancellationToken.None
                    );
                    if (await FaultOfAsync(response, refusal) is { } fault)
                        wrong.Enqueue($"{what}: {(int)response.StatusCode}, {fault}");
                }
            }
        );
        return [.. wrong];
    }

    private static IEnumerable<(HttpRequestMessage, string What)> RequestsTo(RouteEndpoint endpoint)
    {
        var takes = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.ToList() ?? ["GET"];
        var path = PathOf(endpoint, Ids[0]);
        foreach (var method in Methods.Except(takes))
            yield return Request(method, path, "no such method");
        foreach (var method in takes)
        {
            if (path != PathOf(endpoint, Ids[1]))
            {
                foreach (var id in Ids)
                    yield return Request(method, PathOf(endpoint, id), "id");
            }
            foreach (var parameter in ParametersOf(endpoint))
            {
                foreach (var value in Values)
                    yield return Request(method, $"{path}?{parameter}={value}", "parameter");
            }
            if (method is "GET" or "HEAD")
                continue;
            foreach (var (type, body) in Bodies)
                yield return Request(method, path, $"{type}, {body.Length} bytes", type, body);
            foreach (var (body, what) in WrongMembers(endpoint))
                yield return Request(method, path, what, Json, Encoding.UTF8.GetBytes(body.ToJsonString()));
        }
    }

    /// <summary>All members of the body have a value of another type, or one has; each meets every third value.</summary>
    private static IEnumerable<(JsonObject Body, string What)> WrongMembers(RouteEndpoint endpoint)
    {
        var members =
            endpoint
                .Metadata.GetMetadata<IAcceptsMetadata>()
                ?.RequestType?.GetProperties()
                .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))
                .ToList()
            ?? [];
        foreach (var (value, i) in WrongValues.Select((value, i) => (value, i)))
        {
            yield return (new JsonObject(members.Select(name => KeyValuePair.Create(name, value()))), $"all members, value {i}");
            foreach (var name in members.Where((_, place) => (place + i) % 3 == 0))
                yield return (new JsonObject { [name] = value() }, $"{name}, value {i}");
        }
    }

    private static IEnumerable<string> ParametersOf(RouteEndpoint endpoint)
    {
        var inPath = endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name).ToHashSet();
        return endpoint
            .Metadata.OfType<IParameterBindingMetadata>()
            .Select(parameter => parameter.Name)
            .Where(name => !inPath.Contains(name))
            .Concat(["cursor", "limit", "from", "minScore"])
            .Distinct(StringComparer.Ordinal);
    }

    private static string PathOf(RouteEndpoint endpoint, string id) =>
        "/"
        + string.Join(
            '/',
            endpoint.RoutePattern.PathSegments.Select(segment =>
                string.Concat(
                    segment.Parts.Select(part => part is RoutePatternLiteralPart literal ? literal.Content : id)
                )
            )
        );

    private static (HttpRequestMessage, string) Request(
        string method,
        string path,
        string what,
        string? type = null,
        byte[]? body = null
    )
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Json));
        return (request, $"{method} {path} ({what})");
    }

    private static async Task<string?> FaultOfAsync(HttpResponseMessage response, string refusal)
    {
        var status = (int)response.StatusCode;
        if (status >= 500)
            return "an error of the server";
        if (status < 400)
            return null;
        var type = response.Content.Headers.ContentType?.MediaType;
        if (type != refusal)
            return $"not {refusal} but {type ?? "nothing"}";
        if (type == "text/html" || response.RequestMessage!.Method == HttpMethod.Head)
            return null;
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return new[] { "without code", "without vi", "without en" }.FirstOrDefault(fault =>
            !problem.RootElement.TryGetProperty(fault.Split(' ')[1], out _)
        );
    }
}
