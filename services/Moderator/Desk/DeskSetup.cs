namespace Moderation.Moderator.Desk;

/// <summary>What a moderator has at hand while working the queue.</summary>
public static class DeskSetup
{
    public static void AddDesk(this WebApplicationBuilder builder) => builder.Services.AddSingleton<AuthorStore>();

    public static void MapDesk(this IEndpointRouteBuilder app)
    {
        app.MapComments();
        app.MapLeases();
        app.MapAuthors();
    }
}
