using System.Net;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Operations;

/// <summary>What people are told of a service that is not known, or does not answer.</summary>
/// <param name="Name">The service's, and the section of the configuration.</param>
/// <param name="Vi">What is not lost meanwhile.</param>
/// <param name="En">The same in English.</param>
public sealed record OperatedName(string Name, string Vi, string En);

/// <summary>
/// Asks another service for what the console does, and passes on what it answers: it has words for people. What is done, not only
/// read, is in the sealed log before the service hears of it.
/// </summary>
public abstract class OperatedClient(
    HttpClient http,
    OperatedService service,
    OperatedName named,
    OperationLog operations,
    ILogger log
)
{
    /// <param name="path">Behind <c>/operation/</c>, with its query.</param>
    /// <param name="cancellationToken">The person left.</param>
    /// <returns>The service's answer, or 503 with what to do when there is none, and 404 when it is not known where.</returns>
    public Task<IResult> ReadAsync(string path, CancellationToken cancellationToken) =>
        AskAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>Reads what is made use of here.</summary>
    /// <returns>The answer, or else what is to be passed on; neither where the service has nothing to say.</returns>
    public Task<(T? Answer, IResult? Refusal)> FetchAsync<T>(string path, CancellationToken cancellationToken)
        where T : class => FetchAsync<T>(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>The same of what is done without a line in the log of operations: part of what has one.</summary>
    public async Task<(T? Answer, IResult? Refusal)> FetchAsync<T>(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var answer = await AskAsync(method, path, body, cancellationToken);
        if (answer is not Passed { IsDone: true } passed)
            return (null, answer);
        if (passed.Content.Length == 0)
            return (null, null);
        try
        {
            return (JsonSerializer.Deserialize<T>(passed.Content, JsonSerializerOptions.Web)!, null);
        }
        catch (JsonException exception)
        {
            return (null, Silent(exception.Message));
        }
    }

    /// <summary>Whether the service did what <see cref="DoAsync"/> asked for.</summary>
    public static bool IsDone(IResult answer) => answer is Passed { IsDone: true };

    /// <summary>Whether the service said nothing, or that it cannot now.</summary>
    public static bool IsAway(IResult answer) =>
        answer is Passed { IsAway: true } or ProblemHttpResult { StatusCode: StatusCodes.Status503ServiceUnavailable };

    /// <summary>Says once more what is in the log already, until it is heard.</summary>
    /// <param name="method">As the service has it.</param>
    /// <param name="path">Behind <c>/operation/</c>.</param>
    /// <param name="body">As JSON; null for none.</param>
    /// <param name="cancellationToken">This service stops.</param>
    /// <returns>Whether the service answered, whatever it was.</returns>
    public async Task<bool> TellAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken) =>
        !IsAway(await AskAsync(method, path, body, cancellationToken, isQuiet: true));

    /// <summary>Runs to its end also when the person leaves, so that the log says what became of it.</summary>
    /// <param name="operation">What is done.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="method">As the service has it.</param>
    /// <param name="path">Behind <c>/operation/</c>.</param>
    /// <param name="body">As JSON; null for none.</param>
    /// <returns>As <see cref="ReadAsync"/>.</returns>
    public async Task<IResult> DoAsync(AskedOperation operation, Guid by, HttpMethod method, string path, object? body = null)
    {
        if (!service.IsConfigured)
            return NotConfigured();
        var id = await operations.AddAsync(operation, by);
        var answer = await AskAsync(method, path, body, CancellationToken.None);
        if (answer is Passed { IsRefusal: true })
            await operations.AddRefusalAsync(id);
        return answer;
    }

    private async Task<IResult> AskAsync(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellationToken,
        bool isQuiet = false
    )
    {
        if (!service.IsConfigured)
            return NotConfigured();
        using var request = service.Request(method, path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                return Silent($"{named.Name}:Key is not {named.Name}'s Operation:Key", isQuiet);
            return response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType == "application/problem+json"
                ? new Passed((int)response.StatusCode, content, response.Content.Headers.ContentType?.ToString())
                : Silent($"it answered {(int)response.StatusCode}", isQuiet);
        }
        catch (Exception exception) when (exception.IsSilence(cancellationToken))
        {
            return Silent(exception.Message, isQuiet);
        }
    }

    private ProblemHttpResult NotConfigured() =>
        Problems.Of(
            404,
            $"{named.Name.ToLowerInvariant()}-not-configured",
            $"Bảng điều khiển chưa được nối với {named.Name}: hãy đặt {named.Name}:Url và {named.Name}:Key.",
            $"The console is not connected to {named.Name}: set {named.Name}:Url and {named.Name}:Key."
        );

    private ProblemHttpResult Silent(string reason, bool isQuiet = false)
    {
        if (!isQuiet)
            log.LogWarning("{Service} was asked by the console and did not answer ({Reason})", named.Name, reason);
        return Problems.Of(
            503,
            $"{named.Name.ToLowerInvariant()}-away",
            $"{named.Name} chưa trả lời. {named.Vi}; hãy thử lại, hoặc xem nhật ký của {named.Name}.",
            $"{named.Name} does not answer. {named.En}; try again, or read {named.Name}'s log."
        );
    }

    private sealed class Passed(int status, byte[] content, string? type) : IResult
    {
        public bool IsRefusal => status is >= 400 and < 500;

        public bool IsAway => status >= 500;

        public bool IsDone => status is >= 200 and < 300;

        public byte[] Content => content;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            if (content.Length == 0)
                return Task.CompletedTask;
            httpContext.Response.ContentType = type ?? MediaTypeNames.Application.Json;
            return httpContext.Response.Body.WriteAsync(content).AsTask();
        }
    }
}
