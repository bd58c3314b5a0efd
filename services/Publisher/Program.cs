using Moderation.Publisher.Publications;
using Moderation.Publisher.Webhooks;
using Moderation.ServiceDefaults;

if (WebhookCommands.AreAskedBy(args))
    return await WebhookCommands.RunAsync(args);

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("publisher");
builder.AddDatabase<PublicationStore>();
builder.AddPublications();
builder.AddWebhooks();
builder.AddBus(bus => bus.AddConsumer<RecordDecisionConsumer>());
builder.Services.AddOpenApi();

var app = builder.Build();
app.UseServiceDefaults();
app.UseCors();
app.MapHealth();
app.MapPublications();
if (!app.Environment.IsProduction())
    app.MapOpenApi();

await app.RunAsync();
return 0;
