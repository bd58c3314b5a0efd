using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Moderator.People;
using Moderation.Testing;

namespace Moderation.Moderator.Tests.People;

/// <summary>Every endpoint that the service has, so that none is forgotten.</summary>
public sealed partial class AccessTests : IDisposable
{
    /// <summary>The doctor, metrics and the station are on the operations port alone.</summary>
    private static readonly string[] Open =
    [
        "GET /Invitation",
        "GET /Login",
        "GET /Refused/{status}",
        "GET /doctor",
        "GET /health/live",
        "GET /health/ready",
        "GET /metrics",
        "GET /openapi/{documentName}.json",
        "GET /operation/training/decisions",
        "GET /retention",
        "GET /station",
        "POST /api/invitation",
        "POST /api/session",
        "POST /api/session/passkey",
        "POST /api/session/passkey/options",
    ];

    private readonly ModeratorFixture _moderator;
    private readonly HttpClient _client;

    public AccessTests(ModeratorFixture moderator)
    {
        _moderator = moderator;
        using var any = moderator.Service.Client();
        _client = LoopbackClient.From("127.0.0.61", any.BaseAddress!, keepCookies: false);
    }

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task S1_Every_role_reaches_exactly_what_the_matrix_grants_it()
    {
        var sessions = new Dictionary<string, Session?>(StringComparer.Ordinal) { ["stranger"] = null };
        foreach (var role in Enum.GetValues<Role>())
            sessions[role.ToString()] = await SignInAsync($"Ma trận {role}", role);
        List<string> wrong = [];

        foreach (var row in await RowsAsync())
        {
            foreach (var (who, session) in sessions)
            {
                var role = session is null ? (Role?)null : Enum.Parse<Role>(who);
                using var response = await CallAsync(row, Sample.Unknown, session);
                var refusal = await CodeOfAsync(response) is "not-signed-in" or "forbidden"
                    ? (HttpStatusCode?)response.StatusCode
                    : null;
                var expected =
                    row.Who.Includes(role) ? (HttpStatusCode?)null
                    : role is null ? HttpStatusCode.Unauthorized
                    : HttpStatusCode.Forbidden;
                if (refusal != expected)
                    wrong.Add(
                        $"{row.Operation} as {who}: expected {expected?.ToString() ?? "to be let in"}, was {response.StatusCode}"
                    );
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task S1_Nobody_reads_or_writes_in_a_section_that_is_not_theirs()
    {
        const string theirs = "Mục của người khác";
        var stranger = await SignInAsync("Người mục này", Role.Administrator, "Mục này");
        var owner = await SignInAsync("Người mục kia", Role.Administrator, theirs);
        var sample = await SampleAsync(theirs, owner);
        List<string> wrong = [];

        foreach (var row in await RowsAsync())
        {
            using var refused = await CallAsync(row, sample, stranger);
            if (await CodeOfAsync(refused) == "other-section" != (row.Sections is Sections.Object or Sections.Every))
                wrong.Add(
                    $"{row.Operation} on another section: {refused.StatusCode}, but the matrix says Sections.{row.Sections}"
                );
            if (row.Sections is Sections.None or Sections.Every)
                continue;
            if (row.Sections == Sections.Filtered && sample.IsIn(await refused.Content.ReadAsStringAsync()))
                wrong.Add($"{row.Operation} shows another section");
            using var allowed = await CallAsync(row, sample, owner);
            if (await CodeOfAsync(allowed) == "other-section")
                wrong.Add($"{row.Operation} in one's own section: refused");
            if (row.Sections == Sections.Filtered && !sample.IsIn(await allowed.Content.ReadAsStringAsync()))
                wrong.Add($"{row.Operation} does not show one's own section");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task S1_The_matrix_the_description_and_the_endpoints_name_the_same_operations()
    {
        var described = await DescribedAsync();

        Assert.Empty(AccessMatrix.Operations.Except(described));
        // What is kept out of the description would escape the matrix.
        Assert.Empty(
            _moderator
                .Service.Endpoints.Select(OperationOf)
                .Where(o => o.Contains(" /api/", StringComparison.Ordinal))
                .Except(described)
        );
    }

    [Fact]
    public async Task S2_Every_endpoint_says_who_may_call_it_and_what_says_nothing_is_closed()
    {
        var policies = _moderator.Service.Services.GetRequiredService<IAuthorizationPolicyProvider>();
        var endpoints = _moderator.Service.Endpoints.ToList();

        Assert.Empty(
            endpoints
                .Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is null && e.Metadata.GetMetadata<IAllowAnonymous>() is null)
                .Select(OperationOf)
        );
        Assert.Equal(
            Open,
            endpoints
                .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                .Select(OperationOf)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
        Assert.NotNull(await policies.GetFallbackPolicyAsync());
    }

    [Fact]
    public async Task Only_pages_lead_strangers_to_the_login()
    {
        using var page = await _client.GetAsync("/");
        using var api = await _client.GetAsync("/api/queue");

        Assert.Equal(("/login", HttpStatusCode.Unauthorized), (page.Headers.Location?.ToString(), api.StatusCode));
    }

    [Fact]
    public async Task S3_Unknown_members_are_refused_in_every_body()
    {
        var session = await SignInAsync("Người gửi thừa", Role.Administrator);
        var withBody = await DescribedAsync(operation =>
            operation.TryGetProperty("requestBody", out var body)
            && body.GetProperty("content").TryGetProperty("application/json", out _)
        );
        List<string> wrong = [];

        foreach (var row in (await RowsAsync()).Where(row => withBody.Contains(row.Operation)))
        {
            Assert.True(
                row.Body is not null,
                $"{row.Operation} takes JSON: give it a valid Body in tests/Moderator.Tests/People/AccessMatrix.cs"
            );
            var body = JsonSerializer.SerializeToNode(row.Body(Sample.Unknown))!.AsObject();
            using var asDescribed = await CallAsync(row, Sample.Unknown, session, body);
            body["isAdministrator"] = true;
            using var more = await CallAsync(row, Sample.Unknown, session, body);
            if (await CodeOfAsync(asDescribed) == "malformed-request" || await CodeOfAsync(more) != "malformed-request")
                wrong.Add($"{row.Operation}: {await CodeOfAsync(asDescribed)}, with an unknown member {await CodeOfAsync(more)}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task S7_Another_sites_page_changes_nothing_with_the_sessions_cookie()
    {
        var session = await SignInAsync("Người bị giả danh", Role.Administrator);
        var unsafeOnes = (await RowsAsync()).Where(row => row.IsUnsafe).ToList();
        List<string> wrong = [];

        foreach (var row in unsafeOnes)
        {
            using var foreign = await CallAsync(row, Sample.Unknown, session, origin: "https://evil.example");
            if (await CodeOfAsync(foreign) != "foreign-origin")
                wrong.Add($"{row.Operation} from another site's page: {foreign.StatusCode}");
            using var noToken = await CallAsync(row, Sample.Unknown, session with { Token = null });
            if (row.Who != Who.Anyone && await CodeOfAsync(noToken) != "csrf-token-invalid")
                wrong.Add($"{row.Operation} without the token: {noToken.StatusCode}");
        }

        Assert.NotEmpty(unsafeOnes);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task S7_The_token_of_another_session_does_not_serve()
    {
        var mine = await SignInAsync("Người có mã riêng", Role.Moderator);
        var others = await SignInAsync("Người có mã khác", Role.Moderator);
        var id = await _moderator.QueueAsync();

        using var response = await CallAsync(
            AccessMatrix.RowOf("POST /api/comments/{id}/decision"),
            Sample.Unknown with
            {
                Waiting = id,
            },
            mine with
            {
                Token = others.Token,
            }
        );

        Assert.Equal("csrf-token-invalid", await response.CodeAsync());
        Assert.Equal("pending", await _moderator.StatusOfAsync(id));
    }

    private async Task<List<Access>> RowsAsync() => [.. (await DescribedAsync()).Select(AccessMatrix.RowOf)];

    /// <summary>The operations of the OpenAPI document, such as <c>GET /api/queue</c>.</summary>
    private async Task<List<string>> DescribedAsync(Func<JsonElement, bool>? which = null)
    {
        using var response = await _client.GetAsync("/openapi/v1.json");
        return
        [
            .. (await response.JsonAsync())
                .GetProperty("paths")
                .EnumerateObject()
                .SelectMany(path =>
                    path.Value.EnumerateObject()
                        .Where(operation => which?.Invoke(operation.Value) ?? true)
                        .Select(operation => $"{operation.Name.ToUpperInvariant()} {path.Name}")
                ),
        ];
    }

    private static string OperationOf(RouteEndpoint endpoint)
    {
        var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
        return $"{method} /{Constraints().Replace(endpoint.RoutePattern.RawText!.Trim('/'), "")}";
    }

    private async Task<Session> SignInAsync(string name, Role role, params string[] sections)
    {
        await _moderator
            .Service.Services.GetRequiredService<ModeratorStore>()
            .AddAsync(name, ModeratorFixture.Password, role, sections is [] ? null : sections, default);
        using var response = await _client.PostAsJsonAsync("/api/session", new { name, password = ModeratorFixture.Password });
        response.EnsureSuccessStatusCode();
        return new Session(
            name,
            role,
            sections,
            string.Join("; ", response.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])),
            (await response.JsonAsync()).GetProperty("antiforgeryToken").GetString()
        );
    }

    /// <summary>A waiting and an approved comment in the section, and somebody who works there.</summary>
    private async Task<Sample> SampleAsync(string section, Session owner)
    {
        var since = TimeProvider.System.GetUtcNow().AddMinutes(-1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var ids = new List<Guid>();
        for (var i = 0; i < 2; i++)
        {
            var submitted = Make.Submitted();
            submitted = submitted with { Article = submitted.Article with { Section = section } };
            await _moderator.SendAsync(submitted);
            await _moderator.SendAsync(Make.Classified(submitted.CommentId));
            await Eventually.IsTrueAsync("the comment is held", async () =>
                await _moderator.StatusOfAsync(submitted.CommentId) == "pending"
            );
            ids.Add(submitted.CommentId);
        }

        using var request = Request("POST", $"/api/comments/{ids[1]}/decision", owner, new { outcome = "approve", revision = 1 });
        using var approved = await _client.SendAsync(request);
        using var answer = Request("POST", $"/api/comments/{ids[1]}/replies", owner, new { content = "Cảm ơn bạn" });
        using var replied = await _client.SendAsync(answer);
        var reply = (await replied.JsonAsync()).GetProperty("id").GetGuid();
        await SignInAsync("Đồng nghiệp mục kia", Role.Senior, section);
        var person = await _moderator.ReadAsync<Guid>("SELECT id FROM moderators WHERE name = 'Đồng nghiệp mục kia'", new { });
        return new Sample(ids[0], ids[1], await approved.DecisionIdAsync(), reply, person, since);
    }

    /// <summary>Reads the headers only, since a stream of events does not end.</summary>
    private async Task<HttpResponseMessage> CallAsync(
        Access row,
        Sample sample,
        Session? session,
        JsonObject? body = null,
        string? origin = null
    )
    {
        var path = row.Path?.Invoke(sample)
            ?? Ids().Replace(row.Operation[(row.Method.Length + 1)..], _ => Guid.CreateVersion7().ToString());
        if (row.EndsSession && session is not null)
        {
            var own = await SignInAsync(session.Name + " đi ra", session.Role, session.Sections);
            session = own with { Token = session.Token is null ? null : own.Token };
        }
        using var request = Request(row.Method, path, session, body ?? row.Body?.Invoke(sample));
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static HttpRequestMessage Request(string method, string path, Session? session, object? body)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        if (session is not null)
            request.Headers.Add("Cookie", session.Cookie);
        if (session?.Token is not null)
            request.Headers.Add("X-CSRF-TOKEN", session.Token);
        return request;
    }

    /// <returns>The code of a problem answer; null when it is none.</returns>
    private static async Task<string?> CodeOfAsync(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return null;
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return problem.RootElement.GetProperty("code").GetString();
    }

    [GeneratedRegex("(?<=\\{[^}]+):[^}]+(?=\\})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Constraints();

    [GeneratedRegex("\\{[^}]+\\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Ids();

    /// <summary>What a browser keeps of a session.</summary>
    private sealed record Session(string Name, Role Role, string[] Sections, string Cookie, string? Token);
}
