using System.Net;
using System.Net.Mime;
using Moderation.ServiceDefaults;
using Polly;

namespace Moderation.Moderator.Webhooks;

/// <summary>
/// Asks Publisher about webhooks, and passes on what it answers: it has words for people and no text of a comment.
/// </summary>
internal sealed class PublisherClient(HttpClient http, PublisherOptions options, ILogger<PublisherClient> log)
{
    /// <param name="method">As Publisher has it.</param>
    /// <param name="path">Behind <c>/operation/webhooks</c>, with its query.</param>
    /// <param name="body">As JSON; null for none.</param>
    /// <param name="cancellationToken">The operator left.</param>
    /// <returns>Publisher's answer, or 503 with what to do when there is none, and 404 when it is not known where.</returns>
    public async Task<IResult> AskAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        if (!options.IsConfigured)
            return Problems.Of(
                404,
                "publisher-not-configured",
                "Bảng điều khiển chưa được nối với Publisher: hãy đặt Publisher:Url và Publisher:Key.",
                "The console is not connected to Publisher: set Publisher:Url and Publisher:Key."
            );
        using var request = options.Request(method, "webhooks" + path);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (response.StatusCode == HttpStatusCode.Unauthorized)
                return Refused("Publisher:Key is not Publisher's Operation:Key");
            return response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType == "application/problem+json"
                ? new Passed((int)response.StatusCode, content, response.Content.Headers.ContentType?.ToString())
                : Refused($"it answered {(int)response.StatusCode}");
        }
        catch (Exception exception)
            when (exception is HttpRequestException or ExecutionRejectedException
                || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return Refused(exception.Message);
        }
    }

    private Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Refused(string reason)
    {
        log.LogWarning("Publisher was asked about webhooks and did not answer ({Reason})", reason);
        return Problems.Of(
            503,
            "publisher-away",
            "Publisher chưa trả lời. Bình luận đã duyệt và webhook không bị mất; hãy thử lại, hoặc xem nhật ký của Publisher.",
            "Publisher does not answer. No approved comment and no webhook is lost; try again, or read Publisher's log."
        );
    }

    private sealed class Passed(int status, byte[] content, string? type) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = type ?? MediaTypeNames.Application.Json;
            return httpContext.Response.Body.WriteAsync(content).AsTask();
        }
    }
}
