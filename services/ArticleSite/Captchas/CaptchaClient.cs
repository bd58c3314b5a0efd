using System.Net;
using Moderation.ArticleSite.Articles;
using Moderation.ArticleSite.Comments;
using Polly;

namespace Moderation.ArticleSite.Captchas;

/// <summary>Fetches pictures of codes from Intake, so that browsers ask this site alone.</summary>
public sealed class CaptchaClient(HttpClient http, IntakeOptions options, ILogger<CaptchaClient> log)
{
    /// <param name="article">For whose comments the code is.</param>
    /// <param name="id">The form's choice. The code is made when its picture is first fetched: most only read.</param>
    /// <param name="telling"><c>picture</c> or <c>audio</c>.</param>
    /// <param name="address">The reader's network address.</param>
    /// <param name="cancellation">The reader went away.</param>
    /// <returns>What Intake answers, with its body still to be read; null when it does not.</returns>
    public async Task<HttpResponseMessage?> OpenAsync(
        Article article,
        Guid id,
        string telling,
        IPAddress? address,
        CancellationToken cancellation
    )
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, $"articles/{article.Id}/captchas/{id}")
            {
                Content = JsonContent.Create(new { reader = new { address = ReaderAddress.Of(address) } }),
            };
            if (options.ApiKey is { Length: > 0 } apiKey)
                request.Headers.Add("X-Api-Key", apiKey);
            var made = await http.SendAsync(request, cancellation);
            if (!made.IsSuccessStatusCode)
                return made;
            made.Dispose();
            var path = new Uri($"captchas/{id}/{telling}", UriKind.Relative);
            return await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (Exception exception)
            when (exception
                    is HttpRequestException
                        or ExecutionRejectedException
                        or TaskCanceledException { InnerException: TimeoutException }
            )
        {
            log.LogWarning("Intake did not give a code under {ArticleId}: {Reason}", article.Id, exception.Message);
            return null;
        }
    }
}
