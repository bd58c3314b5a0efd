using Moderation.Intake.Pages;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Data;

/// <summary>Readers take a copy of all that is held about their comment. The secret link is the right to it.</summary>
public static class ExportApi
{
    public static void MapExport(this IEndpointRouteBuilder app) =>
        app.MapReading("/track/{token}/export", ExportAsync).Produces<Export>().ProducesProblem(404);

    private static async Task<IResult> ExportAsync(string token, HttpContext http, ExportStore exports)
    {
        http.Response.KeepPrivate();
        if (await exports.FindAsync(token) is not { } export)
            return Problems.Of(404, "unknown-link", StatusWords.Unknown.Vi, StatusWords.Unknown.En);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{export.Id}.json\"";
        return TypedResults.Ok(export);
    }
}
