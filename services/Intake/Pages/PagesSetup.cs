namespace Moderation.Intake.Pages;

public static class PagesSetup
{
    public static void AddPages(this WebApplicationBuilder builder) => builder.Services.AddRazorComponents();

    public static void UsePages(this WebApplication app) => app.UseStaticFiles();
}
