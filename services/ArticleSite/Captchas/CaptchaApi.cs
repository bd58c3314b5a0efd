using System.Net;
using Moderation.ArticleSite.Articles;
using Moderation.ArticleSite.Comments;
using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Captchas;

/// <summary>Pictures of codes and their sound, on the site's own origin.</summary>
public static class CaptchaApi
{
    public static void MapCaptchas(this IEndpointRouteBuilder app)
    {
        app.MapGet("/bai-viet/{id}/ma-xac-nhan/{captcha:guid}/hinh", Answering("picture", "image/png"));
        app.MapGet("/bai-viet/{id}/ma-xac-nhan/{captcha:guid}/tieng", Answering("audio", "audio/wav"));
    }

    private static Delegate Answering(string telling, string type) =>
        async (string id, Guid captcha, HttpContext http, Newspaper newspaper, SiteOptions site, CaptchaClient captchas) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            if (newspaper.Find(id) is not { } article || !site.Challenge.AsksForCode())
                return Results.NotFound();
            var cancellation = http.RequestAborted;
            var given = await captchas.OpenAsync(article, captcha, telling, http.Connection.RemoteIpAddress, cancellation);
            if (given is { IsSuccessStatusCode: true })
            {
                http.Response.RegisterForDispose(given);
                return Results.Stream(await given.Content.ReadAsStreamAsync(cancellation), type);
            }
            var status = given?.StatusCode;
            given?.Dispose();
            return Results.StatusCode(
                status switch
                {
                    HttpStatusCode.TooManyRequests => StatusCodes.Status429TooManyRequests,
                    // Used, expired, or of another article.
                    HttpStatusCode.NotFound or HttpStatusCode.Conflict => StatusCodes.Status404NotFound,
                    _ => StatusCodes.Status503ServiceUnavailable,
                }
            );
        };
}
