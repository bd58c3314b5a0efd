using Moderation.Moderator.People;
using Moderation.Moderator.Policy;

namespace Moderation.Moderator.Tests.People;

/// <summary>
/// Who may call what. An endpoint that is added needs a row here: its operation as in the OpenAPI document, who may call it, and
/// <list type="bullet">
/// <item><c>Path</c>, when it has a query or a segment that is not an id (ids that are not given are unknown ones);</item>
/// <item><c>Body</c>, a valid one, when it takes JSON;</item>
/// <item><c>Sections.Object</c> with a <c>Path</c> to the sample, when it reads or writes something that belongs to a
/// section;</item>
/// <item><c>Sections.Filtered</c> with a <c>Path</c> that lists the sample, when it leaves out what belongs to other
/// sections;</item>
/// <item><c>EndsSession</c>, when it signs out who calls it;</item>
/// <item><c>Sections.Every</c>, when it is for those alone who are limited to no section.</item>
/// </list>
/// </summary>
internal static class AccessMatrix
{
    private static readonly Access[] Rows =
    [
        // Sessions
        new("POST /api/session", Who.Anyone) { Body = _ => new { name = "Không ai cả", password = "không phải mật khẩu" } },
        new("GET /api/session", Who.SignedIn),
        new("DELETE /api/session", Who.SignedIn) { EndsSession = true },
        new("GET /api/me/sessions", Who.SignedIn),
        new("DELETE /api/me/sessions", Who.SignedIn) { EndsSession = true },
        new("DELETE /api/me/sessions/{id}", Who.SignedIn),
        new("POST /api/session/password", Who.SignedIn)
        {
            Body = _ => new { oldPassword = "không phải mật khẩu", newPassword = "một mật khẩu mới hẳn" },
        },
        new("GET /api/me/second-factor", Who.SignedIn),
        new("POST /api/me/second-factor", Who.SignedIn) { Body = _ => new { password = "không phải mật khẩu" } },
        new("POST /api/me/second-factor/confirm", Who.SignedIn) { Body = _ => new { code = "000000" } },
        new("POST /api/me/second-factor/remove", Who.SignedIn) { Body = _ => new { password = "không phải mật khẩu" } },
        new("POST /api/me/second-factor/recovery-codes", Who.SignedIn) { Body = _ => new { password = "không phải mật khẩu" } },
        new("POST /api/session/passkey/options", Who.Anyone),
        new("POST /api/session/passkey", Who.Anyone) { Body = _ => new { credential = new { } } },
        new("GET /api/me/passkeys", Who.SignedIn),
        new("POST /api/me/passkeys/options", Who.SignedIn) { Body = _ => new { password = "không phải mật khẩu" } },
        new("POST /api/me/passkeys", Who.SignedIn) { Body = _ => new { name = "Máy tính", credential = new { } } },
        new("POST /api/me/passkeys/{id}/remove", Who.SignedIn) { Body = _ => new { password = "không phải mật khẩu" } },
        // People
        new("GET /api/people", Who.ManagePeople, Sections.Filtered) { Path = _ => "/api/people" },
        new("GET /api/people/changes", Who.ManagePeople),
        new("POST /api/people", Who.ManagePeople)
        {
            Body = _ => new
            {
                name = "Người trong ma trận",
                role = "moderator",
                sections = new[] { "Thể thao" },
            },
        },
        new("PATCH /api/people/{id}", Who.ManagePeople, Sections.Object)
        {
            Path = sample => $"/api/people/{sample.Person}",
            Body = _ => new
            {
                role = "senior",
                sections = Array.Empty<string>(),
                status = "active",
            },
        },
        new("POST /api/people/{id}/invitation", Who.ManagePeople, Sections.Object)
        {
            Path = sample => $"/api/people/{sample.Person}/invitation",
        },
        new("POST /api/people/{id}/second-factor/reset", Who.ManagePeople, Sections.Object)
        {
            Path = sample => $"/api/people/{sample.Person}/second-factor/reset",
        },
        new("POST /api/invitation", Who.Anyone) { Body = _ => new { token = "không có", password = "một mật khẩu mới hẳn" } },
        new("GET /api/vocabulary", Who.SignedIn),
        // Queue and decisions
        new("GET /api/queue", Who.Moderate, Sections.Filtered)
        {
            Path = sample => $"/api/queue?queue=pending&limit=100&from={sample.Since}",
        },
        new("GET /api/queue/histogram", Who.Moderate) { Path = _ => "/api/queue/histogram?queue=pending&label=spam" },
        new("GET /api/events", Who.Moderate),
        new("GET /api/authors", Who.Moderate, Sections.Filtered) { Path = _ => "/api/authors?key=name:Trần Bình" },
        new("GET /api/me/statistics", Who.Moderate),
        new("GET /api/me/decisions", Who.Moderate),
        new("GET /api/comments/{id}", Who.Moderate, Sections.Object) { Path = sample => $"/api/comments/{sample.Waiting}" },
        new("POST /api/comments/{id}/lease", Who.Moderate, Sections.Object)
        {
            Path = sample => $"/api/comments/{sample.Waiting}/lease",
            Body = _ => new { },
        },
        new("DELETE /api/comments/{id}/lease", Who.Moderate),
        new("POST /api/comments/{id}/notes", Who.Moderate, Sections.Object)
        {
            Path = sample => $"/api/comments/{sample.Waiting}/notes",
            Body = _ => new { text = "Hỏi lại tác giả" },
        },
        new("POST /api/comments/{id}/skip", Who.Moderate, Sections.Object)
        {
            Path = sample => $"/api/comments/{sample.Waiting}/skip",
            Body = _ => new { reason = "Cần người rành pháp luật" },
        },
        new("POST /api/comments/{id}/decision", Who.Moderate, Sections.Object)
        {
            Path = sample => $"/api/comments/{sample.Waiting}/decision",
            Body = _ => new { outcome = "hold", revision = 1 },
        },
        new("POST /api/decisions/{id}/reason", Who.Moderate, Sections.Object)
        {
            Path = sample => $"/api/decisions/{sample.Decision}/reason",
            Body = _ => new { reason = "spam" },
        },
        new("POST /api/decisions/{id}/undo", Who.Moderate, Sections.Object)
        {
            Path = sample => $"/api/decisions/{sample.Decision}/undo",
        },
        new("PUT /api/comments/{id}/featured", Who.Moderate, Sections.Object)
        {
            Path = sample => $"/api/comments/{sample.Decided}/featured",
        },
        new("DELETE /api/comments/{id}/featured", Who.Moderate, Sections.Object)
        {
            Path = sample => $"/api/comments/{sample.Decided}/featured",
        },
        new("POST /api/comments/{id}/replies", Who.SpeakForNewsroom, Sections.Object)
        {
            Path = sample => $"/api/comments/{sample.Decided}/replies",
            Body = _ => new { content = "Cảm ơn bạn đã góp ý" },
        },
        new("PUT /api/replies/{id}", Who.SpeakForNewsroom, Sections.Object)
        {
            Path = sample => $"/api/replies/{sample.Reply}",
            Body = sample => new { content = "Cảm ơn bạn", decision = sample.Decision },
        },
        new("POST /api/batches", Who.Moderate)
        {
            Body = sample => new
            {
                commentIds = new[] { sample.Waiting },
                outcome = "hold",
                dryRun = true,
            },
        },
        new("GET /api/batches/{id}", Who.Moderate),
        new("GET /api/batches/{id}/skipped", Who.Moderate),
        new("POST /api/batches/{id}/undo", Who.Moderate),
        // Policy; versions that nobody saw change nothing
        new("GET /api/policy", Who.Moderate),
        new("PUT /api/policy", Who.SetPolicy) { Body = _ => new { version = 999_999, settings = new PolicySettings() } },
        new("POST /api/policy/dry-run", Who.SetPolicy) { Body = _ => new { settings = new PolicySettings(), days = 1 } },
        new("GET /api/policy/versions", Who.Moderate),
        new("GET /api/policy/versions/{version}", Who.Moderate) { Path = _ => "/api/policy/versions/1" },
        new("POST /api/policy/versions/{version}/revert", Who.SetPolicy)
        {
            Path = _ => "/api/policy/versions/1/revert",
            Body = _ => new { version = 999_999 },
        },
        // Word lists
        new("GET /api/lists", Who.Moderate),
        new("GET /api/lists/{kind}", Who.Moderate) { Path = _ => "/api/lists/banned" },
        new("GET /api/lists/{kind}/versions", Who.Moderate) { Path = _ => "/api/lists/banned/versions" },
        new("PUT /api/lists/{kind}", Who.SetPolicy, Sections.Every)
        {
            Path = _ => "/api/lists/banned",
            Body = _ => new { version = 999_999, terms = Array.Empty<string>() },
        },
        new("PUT /api/lists/{kind}/file", Who.SetPolicy) { Path = _ => "/api/lists/banned/file?version=999999" },
        new("POST /api/lists/file", Who.SetPolicy),
        new("POST /api/lists/{kind}/preview", Who.SetPolicy)
        {
            Path = _ => "/api/lists/banned/preview",
            Body = _ => new { terms = Array.Empty<string>() },
        },
        new("POST /api/lists/{kind}/versions/{version}/revert", Who.SetPolicy, Sections.Every)
        {
            Path = _ => "/api/lists/banned/versions/999999/revert",
            Body = _ => new { version = 999_999 },
        },
        new("POST /api/lists/apply", Who.SetPolicy),
        new("GET /api/lists/runs/{id}", Who.Moderate),
        // Sites and webhooks
        new("GET /api/sites", Who.ManagePeople, Sections.Every) { Path = _ => "/api/sites" },
        new("GET /api/sites/log", Who.ManagePeople, Sections.Every) { Path = _ => "/api/sites/log" },
        new("POST /api/sites", Who.ManagePeople, Sections.Every)
        {
            Path = _ => "/api/sites",
            Body = _ => new { name = "trang", origins = Array.Empty<string>() },
        },
        new("PUT /api/sites/{site}/origins", Who.ManagePeople, Sections.Every)
        {
            Path = _ => "/api/sites/trang/origins",
            Body = _ => new { origins = new[] { "https://www.example.vn" } },
        },
        new("PUT /api/sites/{site}/reader-key", Who.ManagePeople, Sections.Every)
        {
            Path = _ => "/api/sites/trang/reader-key",
            Body = _ => new { readerKey = "không phải khóa" },
        },
        new("PUT /api/sites/{site}/signing", Who.ManagePeople, Sections.Every)
        {
            Path = _ => "/api/sites/trang/signing",
            Body = _ => new { signs = false },
        },
        new("POST /api/sites/{site}/keys", Who.ManagePeople, Sections.Every) { Path = _ => "/api/sites/trang/keys" },
        new("DELETE /api/sites/{site}/keys/{id}", Who.ManagePeople, Sections.Every)
        {
            Path = _ => $"/api/sites/trang/keys/{Guid.CreateVersion7()}",
        },
        new("GET /api/articles", Who.SetPolicy, Sections.Every),
        new("GET /api/articles/log", Who.SetPolicy, Sections.Every),
        new("GET /api/articles/{article}/settings", Who.SetPolicy, Sections.Every) { Path = _ => "/api/articles/bai/settings" },
        new("PUT /api/articles/{article}/settings", Who.SetPolicy, Sections.Every)
        {
            Path = _ => "/api/articles/bai/settings",
            Body = _ => new
            {
                status = "open",
                slowMinutes = 0,
                closeAfterDays = (int?)null,
                preModerated = false,
                publishedAt = (string?)null,
            },
        },
        new("GET /api/flow", Who.Watch),
        new("GET /api/flow/events", Who.Watch),
        new("GET /api/flow/log", Who.Operate),
        new("POST /api/flow/doctor", Who.Operate),
        new("GET /api/retention", Who.Operate),
        new("GET /api/retention/log", Who.Operate),
        new("POST /api/retention/{service}/{kind}/runs", Who.Operate)
        {
            Path = _ => "/api/retention/moderator/nothing/runs",
        },
        new("GET /api/reconciliations", Who.Operate),
        new("GET /api/reconciliations/{id}/comments", Who.Operate),
        new("POST /api/reconciliations", Who.Operate),
        new("POST /api/reconciliations/{id}/stop", Who.Operate),
        new("GET /api/pauses", Who.SignedIn),
        new("PUT /api/flow/pauses/{service}/{station}", Who.Operate)
        {
            Path = _ => "/api/flow/pauses/moderator/nowhere",
            Body = _ => new { reason = "Không có trạm này" },
        },
        new("DELETE /api/flow/pauses/{service}/{station}", Who.Operate)
        {
            Path = _ => "/api/flow/pauses/moderator/nowhere",
        },
        new("POST /api/flow/way", Who.Watch, Sections.Object)
        {
            Path = _ => "/api/flow/way",
            Body = sample => new { of = sample.Waiting },
        },
        // Shadows
        new("GET /api/policy/shadows", Who.SetPolicy, Sections.Every),
        new("GET /api/policy/shadows/log", Who.SetPolicy, Sections.Every),
        new("GET /api/policy/shadows/{id}/comments", Who.SetPolicy, Sections.Every),
        new("POST /api/policy/shadows", Who.SetPolicy, Sections.Every)
        {
            Body = _ => new
            {
                version = 0,
                settings = new PolicySettings(),
                days = 0,
            },
        },
        new("POST /api/policy/shadows/{id}/stop", Who.SetPolicy, Sections.Every)
        {
            Body = _ => new { reason = "Không có" },
        },
        new("POST /api/policy/shadows/{id}/promote", Who.SetPolicy, Sections.Every)
        {
            Body = _ => new { version = 0, reason = "Không có" },
        },
        // Lanes
        new("GET /api/lanes", Who.SetPolicy, Sections.Every) { Path = _ => "/api/lanes" },
        new("GET /api/lanes/log", Who.SetPolicy, Sections.Every) { Path = _ => "/api/lanes/log" },
        new("PUT /api/lanes/{lane}/budget", Who.SetPolicy, Sections.Every)
        {
            Path = _ => "/api/lanes/publish/budget",
            Body = _ => new { reason = "" },
        },
        new("POST /api/lanes/{lane}/fits", Who.SetPolicy, Sections.Every) { Path = _ => "/api/lanes/none/fits" },
        new("POST /api/lanes/{lane}/open", Who.SetPolicy, Sections.Every)
        {
            Path = _ => "/api/lanes/publish/open",
            Body = _ => new { reason = "" },
        },
        new("POST /api/lanes/{lane}/shut", Who.SetPolicy, Sections.Every)
        {
            Path = _ => "/api/lanes/publish/shut",
            Body = _ => new { reason = "" },
        },
        new("PUT /api/lanes/{lane}/forbidden", Who.SetPolicy, Sections.Every)
        {
            Path = _ => "/api/lanes/publish/forbidden",
            Body = _ => new { reason = "" },
        },
        new("GET /api/team", Who.SetPolicy) { Path = _ => "/api/team?days=1" },
        // Opinions
        new("GET /api/opinions/waiting", Who.Moderate),
        new("POST /api/opinions/next", Who.Moderate),
        new("POST /api/opinions/{id}", Who.Moderate) { Body = _ => new { outcome = "approve" } },
        new("POST /api/comments/{id}/opinion", Who.Moderate, Sections.Object)
        {
            Path = sample => $"/api/comments/{sample.Waiting}/opinion",
            Body = _ => new { revision = 1 },
        },
        new("POST /api/opinions/{id}/settlement", Who.SetPolicy) { Body = _ => new { outcome = "approve" } },
        new("GET /api/agreement", Who.SetPolicy) { Path = _ => "/api/agreement?days=30" },
        new("GET /api/agreement/disagreements", Who.SetPolicy),
        new("GET /api/agreement/log", Who.SetPolicy, Sections.Every) { Path = _ => "/api/agreement/log" },
        new("PUT /api/agreement/shares", Who.SetPolicy, Sections.Every)
        {
            Path = _ => "/api/agreement/shares",
            Body = _ => new { reason = "" },
        },
        new("GET /api/golden", Who.SetPolicy),
        new("POST /api/golden", Who.SetPolicy, Sections.Object)
        {
            Path = _ => "/api/golden",
            Body = sample => new { comment = sample.Decided, why = "Đúng như đã quyết định" },
        },
        new("DELETE /api/golden/{id}", Who.SetPolicy),
        // Named queues; versions that nobody saw change nothing
        new("GET /api/named-queues", Who.Moderate),
        new("GET /api/named-queues/settings", Who.SetPolicy, Sections.Every) { Path = _ => "/api/named-queues/settings" },
        new("GET /api/named-queues/log", Who.SetPolicy, Sections.Every) { Path = _ => "/api/named-queues/log" },
        new("POST /api/named-queues", Who.SetPolicy, Sections.Every)
        {
            Path = _ => "/api/named-queues",
            Body = _ => new { version = 999_999, name = "Riêng", routes = new[] { new { queues = new[] { "reported" } } } },
        },
        new("PUT /api/named-queues/{id}", Who.SetPolicy, Sections.Every)
        {
            Path = _ => $"/api/named-queues/{Guid.CreateVersion7()}",
            Body = _ => new { version = 999_999, name = "Riêng", routes = new[] { new { queues = new[] { "reported" } } } },
        },
        new("PUT /api/named-queues/order", Who.SetPolicy, Sections.Every)
        {
            Path = _ => "/api/named-queues/order",
            Body = _ => new { version = 999_999, ids = new[] { Guid.CreateVersion7() } },
        },
        new("DELETE /api/named-queues/{id}", Who.SetPolicy, Sections.Every)
        {
            Path = _ => $"/api/named-queues/{Guid.CreateVersion7()}?version=999999",
        },
        // Models
        new("GET /api/models", Who.Watch),
        new("GET /api/models/drift", Who.Watch),
        new("GET /api/models/feedback", Who.Watch),
        new("GET /api/models/log", Who.Watch),
        new("GET /api/models/{id}/comparison", Who.Watch) { Path = _ => "/api/models/1/comparison" },
        new("GET /api/models/{id}/differing", Who.Moderate) { Path = _ => "/api/models/1/differing" },
        new("GET /api/models/{id}/thresholds", Who.SetPolicy, Sections.Every) { Path = _ => "/api/models/1/thresholds" },
        new("POST /api/models/train", Who.SetPolicy, Sections.Every) { Body = _ => new { why = "" } },
        new("POST /api/models/{id}/shadow", Who.SetPolicy, Sections.Every)
        {
            Path = _ => "/api/models/1/shadow",
            Body = _ => new { why = "" },
        },
        new("POST /api/models/{id}/retire", Who.SetPolicy, Sections.Every)
        {
            Path = _ => "/api/models/1/retire",
            Body = _ => new { why = "" },
        },
        new("POST /api/models/{id}/promote", Who.SetPolicy, Sections.Every)
        {
            Path = _ => "/api/models/1/promote",
            Body = _ => new { why = "" },
        },
        new("POST /api/models/roll-back", Who.SetPolicy, Sections.Every)
        {
            Path = _ => "/api/models/roll-back",
            Body = _ => new { why = "" },
        },
        new("GET /api/webhooks", Who.Operate),
        new("GET /api/webhooks/log", Who.Operate),
        new("POST /api/webhooks", Who.ManagePeople, Sections.Every)
        {
            Path = _ => "/api/webhooks",
            Body = _ => new { name = "trang", url = "https://www.example.vn/nhan" },
        },
        new("PUT /api/webhooks/{endpoint}", Who.ManagePeople, Sections.Every)
        {
            Path = _ => "/api/webhooks/trang",
            Body = _ => new { url = "https://www.example.vn/nhan" },
        },
        new("POST /api/webhooks/{endpoint}/disable", Who.ManagePeople, Sections.Every)
        {
            Path = _ => "/api/webhooks/trang/disable",
        },
        new("POST /api/webhooks/{endpoint}/secret", Who.ManagePeople, Sections.Every)
        {
            Path = _ => "/api/webhooks/trang/secret",
        },
        new("DELETE /api/webhooks/{endpoint}/previous-secret", Who.ManagePeople, Sections.Every)
        {
            Path = _ => "/api/webhooks/trang/previous-secret",
        },
        new("GET /api/webhooks/{endpoint}/deliveries", Who.Operate) { Path = _ => "/api/webhooks/site/deliveries" },
        new("POST /api/webhooks/{endpoint}/enable", Who.Operate) { Path = _ => "/api/webhooks/site/enable" },
        new("POST /api/webhooks/{endpoint}/test", Who.Operate) { Path = _ => "/api/webhooks/site/test" },
        new("POST /api/webhooks/{endpoint}/resend", Who.Operate)
        {
            Path = _ => "/api/webhooks/site/resend",
            Body = _ => new { since = "2026-01-01T00:00:00Z" },
        },
        new("GET /api/erasures", Who.Operate),
        new("GET /api/erasures/requests", Who.Operate),
        new("GET /api/erasures/log", Who.Operate),
        new("POST /api/erasures/requests", Who.ManagePeople, Sections.Every)
        {
            Path = _ => "/api/erasures/requests",
            Body = _ => new { reference = "128/2026", channel = "letter", receivedOn = "2026-11-24" },
        },
        new("POST /api/erasures/requests/{id}/find", Who.ManagePeople, Sections.Every)
        {
            Path = _ => $"/api/erasures/requests/{Guid.CreateVersion7()}/find",
            Body = _ => new { comments = "không phải mã" },
        },
        new("POST /api/erasures/requests/{id}/erase", Who.ManagePeople, Sections.Every)
        {
            Path = _ => $"/api/erasures/requests/{Guid.CreateVersion7()}/erase",
            Body = _ => new { comments = Array.Empty<Guid>() },
        },
        new("POST /api/erasures/requests/{id}/answer", Who.ManagePeople, Sections.Every)
        {
            Path = _ => $"/api/erasures/requests/{Guid.CreateVersion7()}/answer",
        },
        new("POST /api/erasures/requests/{id}/complete", Who.ManagePeople, Sections.Every)
        {
            Path = _ => $"/api/erasures/requests/{Guid.CreateVersion7()}/complete",
        },
        new("POST /api/erasures/requests/{id}/refuse", Who.ManagePeople, Sections.Every)
        {
            Path = _ => $"/api/erasures/requests/{Guid.CreateVersion7()}/refuse",
            Body = _ => new { reason = "takenBack" },
        },
        new("GET /api/faults", Who.Operate),
        new("GET /api/faults/causes", Who.Operate),
        new("GET /api/faults/{id}", Who.Operate),
        new("GET /api/faults/log", Who.Operate),
        new("GET /api/faults/replays", Who.Operate),
        new("POST /api/faults/replays", Who.Operate) { Body = _ => new { faults = new[] { Guid.CreateVersion7() } } },
        new("POST /api/faults/replays/{id}/stop", Who.Operate),
        new("POST /api/faults/discard", Who.Operate)
        {
            Body = _ => new { faults = new[] { Guid.CreateVersion7() }, reason = "Không có tin nào" },
        },
        // Bans
        new("GET /api/bans", Who.Moderate),
        new("POST /api/bans", Who.SetPolicy, Sections.Object)
        {
            Path = _ => "/api/bans",
            Body = sample => new
            {
                commentId = sample.Waiting,
                by = "name",
                effect = "mute",
                reason = "spam",
            },
        },
        new("GET /api/bans/{id}/waiting", Who.Moderate),
        new("DELETE /api/bans/{id}", Who.SetPolicy),
        // Log
        new("GET /api/log", Who.Moderate, Sections.Filtered) { Path = sample => $"/api/log?from={sample.Since}" },
        new("GET /api/log.csv", Who.Moderate, Sections.Filtered) { Path = sample => $"/api/log.csv?from={sample.Since}" },
    ];

    public static Access RowOf(string operation) =>
        Rows.SingleOrDefault(row => row.Operation == operation)
        ?? throw new InvalidOperationException(
            $"{operation} is not in the access matrix: add a row for it to tests/Moderator.Tests/People/AccessMatrix.cs that "
                + "says who may call it (Who), how (Path, Body), and whether the person's sections limit it (Sections.Object or "
                + "Sections.Filtered). The summary of the class tells more."
        );

    public static IEnumerable<string> Operations => Rows.Select(row => row.Operation);
}

/// <summary>One row of the matrix.</summary>
/// <param name="Operation">Method and path, as in the OpenAPI document.</param>
/// <param name="Who">Who may call it.</param>
/// <param name="Sections">How the person's sections limit it.</param>
internal sealed record Access(string Operation, Who Who, Sections Sections = Sections.None)
{
    public string Method => Operation[..Operation.IndexOf(' ', StringComparison.Ordinal)];

    public bool IsUnsafe => Method != "GET";

    /// <summary>It is called with a session of its own: the others go on.</summary>
    public bool EndsSession { get; init; }

    /// <summary>How it is called on a sample; null when unknown ids serve.</summary>
    public Func<Sample, string>? Path { get; init; }

    /// <summary>A valid body; null when it takes none.</summary>
    public Func<Sample, object>? Body { get; init; }
}

/// <summary>Who may call an endpoint: the rights of <see cref="Rights"/>, in the words of this test.</summary>
internal enum Who
{
    Anyone,
    SignedIn,
    Moderate,
    SetPolicy,
    SpeakForNewsroom,
    ManagePeople,
    Operate,
    Watch,
}

/// <summary>How an endpoint heeds the sections of the person.</summary>
internal enum Sections
{
    /// <summary>It concerns none.</summary>
    None,

    /// <summary>Another section's object is refused as <c>other-section</c>.</summary>
    Object,

    /// <summary>Other sections' objects are left out.</summary>
    Filtered,

    /// <summary>It concerns every section, so whoever is limited to some is refused as <c>other-section</c>.</summary>
    Every,
}

/// <summary>Something that belongs to a section, or, for the roles, ids that nothing has.</summary>
/// <param name="Waiting">A comment in the queue <c>pending</c>.</param>
/// <param name="Decided">A comment that was approved.</param>
/// <param name="Decision">Its approval.</param>
/// <param name="Reply">The newsroom's reply beneath that comment.</param>
/// <param name="Person">A colleague there.</param>
/// <param name="Since">A moment before it, as a query takes it.</param>
internal sealed record Sample(Guid Waiting, Guid Decided, Guid Decision, Guid Reply, Guid Person, string Since)
{
    public static Sample Unknown =>
        new(
            Guid.CreateVersion7(),
            Guid.CreateVersion7(),
            Guid.CreateVersion7(),
            Guid.CreateVersion7(),
            Guid.CreateVersion7(),
            "2026-01-01T00:00:00Z"
        );

    /// <returns>Whether the text names any of it.</returns>
    public bool IsIn(string text) =>
        new[] { Waiting, Decided, Decision, Reply, Person }.Any(id => text.Contains(id.ToString(), StringComparison.Ordinal));
}

internal static class WhoMay
{
    /// <param name="who">Who may call.</param>
    /// <param name="role">Null is a stranger.</param>
    public static bool Includes(this Who who, Role? role) =>
        who switch
        {
            Who.Anyone => true,
            Who.SignedIn => role is not null,
            Who.Moderate => role is Role.Moderator or Role.Senior or Role.Administrator,
            Who.SetPolicy => role is Role.Senior or Role.Administrator,
            Who.SpeakForNewsroom => role is Role.Senior or Role.Administrator,
            Who.Operate => role is Role.Operator or Role.Administrator,
            Who.Watch => role is Role.Operator or Role.Senior or Role.Administrator,
            _ => role is Role.Administrator,
        };
}
